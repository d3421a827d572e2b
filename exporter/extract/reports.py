"""Reports: one reporting act each, with its cue, its source and the words that it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exporter.extract.clauses import clause_end, find_subject, subject_before
from exporter.extract.context import Context
from exporter.extract.nominals import Nominal, NominalIndex, is_finite
from exporter.extract.verbs import VerbGroup, find_verb_groups
from exporter.languages.pack import Verb
from exporter.text import trim

_REACH = 18
_CLOSING = frozenset('»”"›')
_ACTS_WITHOUT_CLAIM = frozenset({"ask", "order", "express", "promise"})


@dataclass(frozen=True, slots=True)
class Report:
    """`content` is in characters, marks included; `claims` is false for questions, orders and wishes."""

    rule: str
    cue: tuple[int, int]
    lemma: str
    act: str
    stance: str
    source: Nominal | None
    content: tuple[int, int]
    claims: bool
    position: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens in which a report is looked for."""

    first: int
    last: int


Content = tuple[str, tuple[int, int]]
ContentRule = Callable[[Context, NominalIndex, VerbGroup, Sentence], Iterator[Content]]


def find_reports(context: Context, nominals: NominalIndex) -> list[Report]:
    """Every reporting act outside of marked passages, in reading order."""
    reports: list[Report] = []
    for first, last in context.document.sentences:
        if context.line_numbers[first] in context.barren:
            continue
        sentence = Sentence(first, last)
        for group in find_verb_groups(context, first, last):
            reports.extend(_of_group(context, nominals, group, sentence))
        reports.extend(find_framed(context, nominals, sentence))
    reports.sort(key=lambda report: (report.position, report.content))
    return reports


def _of_group(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Report]:
    for name, governs, rule in CONTENT_RULES:
        verb = next((verb for verb in group.verbs if not governs or governs & verb.takes), None)
        if verb is None or group.negated and not _doubts(verb, name):
            continue
        found = list(rule(context, nominals, group, sentence))
        if found:
            source = _source(context, nominals, group, sentence, name)
            for detail, content in found:
                yield _report(context, group, verb, f"{name}.{detail}" if detail else name, source, content)
            return


def _doubts(verb: Verb, name: str) -> bool:
    """Only a negated verb of thinking still reports something: a doubt."""
    return verb.act == "think" and name == "que"


def _report(
    context: Context, group: VerbGroup, verb: Verb, name: str, source: Nominal | None, content: tuple[int, int]
) -> Report:
    stance = "doubts" if group.negated else verb.stance
    claims = verb.act not in _ACTS_WITHOUT_CLAIM and not (
        {"ask", "order"} & verb.takes and name.startswith(("que", "infinitive"))
    )
    rule = f"{context.pack.language}.report.{name}".replace("_", "-")
    return Report(rule, (group.cue, group.last), verb.lemma, verb.act, stance, source, content, claims, group.cue)


# The source


def _source(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, name: str
) -> Nominal | None:
    if name == "incise":
        return _inverted_subject(context, nominals, group, sentence)
    if group.passive or group.mood == "participle":
        return _agent(context, nominals, group, sentence)
    if group.pronoun:
        return _pronoun(context, group)
    if group.mood == "finite":
        found = find_subject(context, nominals, group, sentence.first)
        return found or _generic_before(context, group.first, sentence.first)
    return _controller(context, nominals, group, sentence)


def _pronoun(context: Context, group: VerbGroup) -> Nominal | None:
    agreement = context.pack.pronouns.get(group.pronoun)
    if agreement is None:
        return None
    return Nominal(group.cue, group.cue + 1, False, pronoun=agreement)


def _inverted_subject(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Nominal | None:
    if group.pronoun:
        return _pronoun(context, group)
    for nominal in nominals.between(group.last, min(group.last + 6, sentence.last)):
        if nominal.first > group.last and any(
            context.word(token) in (",", "et") for token in range(group.last, nominal.first)
        ):
            break
        if not nominal.governed or nominal.first == group.last:
            return nominal
    before = find_subject(context, nominals, group, sentence.first)
    if before is not None and context.word(group.first - 1) not in (",", *_CLOSING):
        return before
    return _generic_after(context, group.last, sentence.last)


def _agent(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Nominal | None:
    """The nominal behind "par"."""
    for token in range(group.last, min(group.last + 10, sentence.last)):
        if context.is_in(token, "agents"):
            start = token + 1
            for nominal in nominals.between(start, min(start + 3, sentence.last)):
                return nominal
            return _generic_after(context, start, sentence.last)
    return None


def _controller(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Nominal | None:
    """The subject of the main verb that an infinitive or a gerund depends on."""
    for token in range(group.first - 1, sentence.first - 1, -1):
        if not context.opaque[token] and is_finite(context, token):
            start = token
            while start > sentence.first and (
                context.is_in(start - 1, "clitics") or context.is_in(start - 1, "negators")
            ):
                start -= 1
            word = context.word(token)
            if "-" in word and word.endswith(context.pack.pronoun_classes["inverted"]):
                pronoun = context.pack.pronouns.get(word.rsplit("-", 1)[1])
                return Nominal(token, token + 1, False, pronoun=pronoun) if pronoun else None
            return subject_before(context, nominals, start, sentence.first) or _behind_incise(
                context, nominals, token, group
            )
    for nominal in nominals.between(group.last, sentence.last):
        if not nominal.governed and is_finite(context, nominal.last) and context.word(nominal.first - 1) == ",":
            return nominal
    inner = [nominal for nominal in nominals.before(group.first, sentence.first) if not nominal.governed]
    return inner[0] if inner else None


def _behind_incise(context: Context, nominals: NominalIndex, verb: int, group: VerbGroup) -> Nominal | None:
    """ "..., a déclaré Léa Morin, ajoutant que": the inverted subject of the incise before."""
    for nominal in nominals.between(verb, group.first):
        if not nominal.governed:
            return nominal
    return None


def _generic_before(context: Context, token: int, floor: int) -> Nominal | None:
    """A plain noun phrase as subject ("des parlementaires de tous bords affirment")."""
    cursor = token - 1
    while cursor >= floor and _in_noun_phrase(context, cursor):
        cursor -= 1
    start = cursor + 1
    while start < token and (
        context.tag(start)[:1] == "p" and context.word(start) != "des" or context.tag(start)[:1] == "D"
    ):
        return None
    return _generic(context, start, token) if _is_determined(context, start) and token - start > 1 else None


def _generic_after(context: Context, token: int, limit: int) -> Nominal | None:
    if not _is_determined(context, token):
        return None
    cursor = token + 1
    while (
        cursor < limit
        and _in_noun_phrase(context, cursor)
        and not (
            cursor > token + 1
            and context.tag(cursor)[:1] == "p"
            and context.word(cursor) not in ("de", "d'", "du", "des")
        )
    ):
        cursor += 1
    return _generic(context, token, cursor) if cursor - token > 1 else None


def _generic(context: Context, first: int, last: int) -> Nominal:
    """The nominal of a plain noun phrase: its determiner, its noun and the adjectives behind."""
    head = first + 1
    while head < last - 1 and context.tag(head)[:1] != "N":
        head += 1
    end = head + 1
    while end < last and context.is_adjective(end):
        end += 1
    return Nominal(first, end, False)


def _in_noun_phrase(context: Context, token: int) -> bool:
    word = context.document.words[token]
    return (
        not context.opaque[token]
        and word[0].isalpha()
        and (
            context.tag(token)[:1] in ("N", "A", "p", "d", "P", "")
            and not context.is_in(token, "complementizers")
            or context.is_in(token, "definite")
            or context.is_in(token, "indefinite")
        )
    )


def _is_determined(context: Context, token: int) -> bool:
    return any(context.is_in(token, name) for name in ("definite", "indefinite", "possessive", "demonstrative"))


# The content


def incise(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "P, a-t-il dit", "« P », tranche Léa Morin": the words before, or behind where those are longer."""
    if group.mood != "finite" or group.passive or group.first <= sentence.first:
        return
    before = context.word(group.first - 1)
    inverted = bool(group.pronoun)
    if not inverted and not (before in (",", "-", "–", "—", "?", "!") or before in _CLOSING):
        return
    if not inverted and not _subject_follows(context, nominals, group, sentence):
        return
    if inverted and before not in (",", "-", "–", "—", "?", "!", "…", "...", "et") and before not in _CLOSING:
        return
    if group.pronoun and group.pronoun not in context.pack.pronouns:
        return
    end = group.first - 1 if before in (",", "-", "–", "—") else group.first
    start = _incise_start(context, end, sentence)
    if end > start:
        yield "", _chars(context, start, end)


def _subject_follows(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> bool:
    token = group.last
    while token < sentence.last and (context.tag(token)[:1] == "D" or context.is_in(token, "time_nouns")):
        token += 1
    nominal = nominals.starting_at(token) or nominals.starting_at(token + 1)
    if nominal is not None and not nominal.pronoun:
        return not (nominal.last < len(context.tags) and is_finite(context, nominal.last))
    return _is_determined(context, token) and context.word(group.first - 1) in (*_CLOSING, ",")


def _incise_start(context: Context, end: int, sentence: Sentence) -> int:
    """Where the words before an incise begin: behind the report before it in the same sentence."""
    start = sentence.first
    token = end - 1
    while token >= sentence.first:
        if context.opaque[token]:
            token -= 1
            continue
        if context.word(token) in (";", ":"):
            return token + 1
        token -= 1
    return start


def que_clause(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """Each finite clause behind a complementiser, coordinated ones apart."""
    token = _find_complementizer(context, group, sentence)
    detail = ""
    while token is not None:
        start = token + 1
        end = clause_end(context, start, sentence.last, group)
        if end > start:
            yield detail, _chars(context, start, end)
        token = _coordinated_complementizer(context, end, sentence)
        detail = "coordinated"


def _find_complementizer(context: Context, group: VerbGroup, sentence: Sentence) -> int | None:
    """The complementiser that a verb governs: no other finite verb and no stop stands between."""
    token = group.last
    limit = min(sentence.last, group.last + _REACH)
    while token < limit:
        if context.opaque[token]:
            return None
        word = context.word(token)
        if context.is_in(token, "complementizers"):
            return token if not _is_correlative(context, token, group) else None
        for words in context.pack.fact_bridges.get(word, ()):
            if context.matches(token, words):
                return token + len(words) - 1
        if (
            word in (":", ";", ".")
            or token > group.last
            and is_finite(context, token)
            or context.tag(token)[:1] == "I"
            and word != "être"
        ):
            return None
        if context.is_in(token, "relatives"):
            return None
        token += 1
    return None


def _is_correlative(context: Context, token: int, group: VerbGroup) -> bool:
    """ "plus que", "alors que", "ainsi que" govern no proposition."""
    before = context.word(token - 1)
    return token - 1 >= group.last and before in (
        "plus",
        "moins",
        "autant",
        "ainsi",
        "alors",
        "tandis",
        "afin",
        "parce",
        "dès",
        "lors",
        "même",
        "tel",
        "telle",
        "avant",
        "après",
        "sans",
        "pour",
        "bien",
        "autre",
        "rien",
        "seulement",
        "depuis",
        "tant",
    )


def _coordinated_complementizer(context: Context, end: int, sentence: Sentence) -> int | None:
    token = end
    while token < sentence.last and context.word(token) in (
        ",",
        "et",
        "mais",
        "ou",
        "enfin",
        "puis",
        "surtout",
        "donc",
    ):
        token += 1
    if token > end and token < sentence.last and context.is_in(token, "complementizers") and not context.opaque[token]:
        return token
    return None


def infinitive(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "affirme avoir payé": the infinitive right behind the verb."""
    token = group.last
    while token < sentence.last and (
        context.tag(token)[:1] == "D"
        or context.is_in(token, "negators")
        or context.is_in(token, "negations")
        or context.is_in(token, "time_nouns")
    ):
        token += 1
    start = token
    while token < sentence.last and context.is_in(token, "clitics"):
        token += 1
    if token < sentence.last and _is_infinitive(context, token):
        yield (
            "",
            _chars(
                context,
                _with_negation(context, start, group.last),
                clause_end(context, start + 1, sentence.last, group),
            ),
        )


def _with_negation(context: Context, start: int, floor: int) -> int:
    while start > floor and (context.is_in(start - 1, "negators") or context.is_in(start - 1, "negations")):
        start -= 1
    return start


def _is_infinitive(context: Context, token: int) -> bool:
    return context.tag(token)[:1] == "I" or context.word(token) in ("avoir", "être")


def prepositional_infinitive(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence
) -> Iterator[Content]:
    """ "accuse Léa d'avoir triché", "promet de payer", "accuse la CGT de chantage"."""
    token = group.last
    limit = min(sentence.last, group.last + _REACH)
    noun = None
    while token < limit and not context.opaque[token]:
        word = context.word(token)
        if word in ("de", "d'", "du", "des") or word == "à" and token == group.last:
            start = token + 1
            while (
                context.is_in(start, "clitics") or context.is_in(start, "negators") or context.is_in(start, "negations")
            ):
                start += 1
            if _is_infinitive(context, start):
                yield "", _chars(context, token + 1, clause_end(context, start, sentence.last, group))
                return
            if token > group.last and noun is None and word in ("de", "d'"):
                noun = token + 1
        elif (
            word in (":", ";")
            or is_finite(context, token)
            or context.is_in(token, "relatives")
            or context.is_in(token, "complementizers")
        ):
            break
        token += 1
    if noun is not None and any("object_de" in verb.takes for verb in group.verbs):
        yield "noun", _chars(context, noun, clause_end(context, noun, sentence.last, group))


def colon(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "a déclaré : « P »", with a listener or a time between."""
    token = group.last
    while token < sentence.last:
        if context.opaque[token]:
            token = context.opaque[token]
            continue
        if context.word(token) == ":":
            if token + 1 < sentence.last:
                yield "", _chars(context, token + 1, sentence.last)
            return
        token += 1
    if token == sentence.last and context.word(token - 1) != ":":
        return


def object_as(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "qualifie P de Q", "juge P inacceptable", "décrit P comme Q"."""
    end = clause_end(context, group.last, sentence.last, group)
    if group.last >= end:
        return
    if group.mood == "participle" or group.passive:
        end = _before_agent(context, group.last, end)
        token = group.last
        if context.word(token) in ("de", "d'", "comme"):
            token += 1
        yield "passive", _chars(context, token, end)
        return
    words = range(group.last, end)
    if any(context.opaque[token] for token in words) or any(
        context.word(token) in ("de", "d'", "comme") or context.tag(token)[:1] == "A" for token in words
    ):
        yield "", _chars(context, group.last, end)


def _before_agent(context: Context, first: int, last: int) -> int:
    for token in range(first, last):
        if context.is_in(token, "agents") and not context.opaque[token]:
            return token
    return last


def predicate(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "se dit prêt à négocier"."""
    end = clause_end(context, group.last, sentence.last, group)
    if end > group.last and (context.tag(group.last)[:1] in ("A", "P", "D") or context.opaque[group.last]):
        yield "", _chars(context, group.last, end)


def quoted_object(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "dénonce une « dérive »": an object with words of the source in it; denials hold without marks."""
    start = group.last
    end = clause_end(context, start, sentence.last, group)
    denies = any(verb.stance != "asserts" for verb in group.verbs)
    marked = [token for token in range(start, end) if context.opaque[token]]
    if not marked and not (denies and end > start and _is_determined(context, start)):
        return
    if group.mood == "participle" or group.passive:
        return
    yield "", _chars(context, start, end)


CONTENT_RULES: tuple[tuple[str, frozenset[str], ContentRule], ...] = (
    ("incise", frozenset({"incise", "que", "colon", "ask", "order"}), incise),
    ("que", frozenset({"que", "sur_object", "de_object", "ask", "order"}), que_clause),
    ("colon", frozenset(), colon),
    ("infinitive", frozenset({"infinitive"}), infinitive),
    ("infinitive-de", frozenset({"de_infinitive", "object_de", "dative_de"}), prepositional_infinitive),
    ("object-as", frozenset({"object_as"}), object_as),
    ("predicate", frozenset({"predicate"}), predicate),
    (
        "object",
        frozenset({"object", "de_object", "sur_object", "que", "infinitive", "incise", "ask", "order"}),
        quoted_object,
    ),
)


def _chars(context: Context, first: int, last: int) -> tuple[int, int]:
    document = context.document
    start, end = document.starts[first], document.ends[last - 1]
    while end > start and document.text[end - 1] in ".,;:–—-" and not document.text[start:end].endswith("..."):
        end -= 1
        start, end = trim(document.text, start, end)
    return trim(document.text, start, end)


# Frames


def find_framed(context: Context, nominals: NominalIndex, sentence: Sentence) -> Iterator[Report]:
    """ "selon X, P", "P, d'après X", "de source policière"."""
    token = sentence.first
    frames = context.pack.frames
    while token < sentence.last:
        if context.opaque[token]:
            token = context.opaque[token]
            continue
        for frame in frames.get(context.word(token), ()):
            behind = token + len(frame.words)
            if not context.matches(token, frame.words) or _is_rejected(context, behind, frame.rejects_after):
                continue
            source, after = _frame_source(context, nominals, frame.source, token, behind, sentence)
            if after is None or not _position_fits(context, token, after, frame.position, sentence):
                continue
            content = _frame_content(context, token, after, sentence)
            if content is not None:
                yield Report(
                    frame.id,
                    (token, behind),
                    " ".join(frame.words).replace("' ", "'"),
                    frame.act,
                    frame.stance,
                    source,
                    content,
                    frame.act not in _ACTS_WITHOUT_CLAIM,
                    token,
                )
            token = after - 1
            break
        token += 1


def _is_rejected(context: Context, token: int, rejects: tuple[str, ...]) -> bool:
    following = " ".join(context.document.lowers[token : token + 6]).replace("' ", "'") + " "
    return any(following.startswith(reject + " ") for reject in rejects)


def _frame_source(
    context: Context, nominals: NominalIndex, kind: str, token: int, behind: int, sentence: Sentence
) -> tuple[Nominal | None, int | None]:
    """The source of a frame, and the token behind it (None where no source stands there)."""
    if kind == "none":
        return None, behind
    if kind == "adjective":
        end = behind
        while end < sentence.last and (
            context.is_adjective(end)
            or context.tag(end)[:1] in ("N", "P")
            or context.word(end) in ("du", "de", "d'", "et", "proche", "proches")
        ):
            end += 1
        return (Nominal(token, end, False), end) if end > behind else (None, None)
    nominal = nominals.starting_at(behind) or nominals.starting_at(behind + 1)
    if nominal is not None and not (kind == "pronoun" and not nominal.pronoun):
        return nominal, _apposition_end(context, nominals, nominal, sentence)
    if kind == "pronoun":
        return None, None
    generic = _generic_after(context, behind, sentence.last)
    if generic is None:
        return None, None
    return generic, _phrase_end(context, generic.last, sentence)


def _phrase_end(context: Context, token: int, sentence: Sentence) -> int:
    """The token behind the complements of a noun phrase."""
    while (
        token < sentence.last
        and not context.opaque[token]
        and context.word(token) not in (",", ".", ";", ":")
        and not is_finite(context, token)
    ):
        token += 1
    return token


def _apposition_end(context: Context, nominals: NominalIndex, nominal: Nominal, sentence: Sentence) -> int:
    end = nominal.last
    if context.word(end) == "," and end + 1 < sentence.last:
        following = nominals.starting_at(end + 1)
        if following is not None and (
            following.phrase is not None and (following.name == nominal.name or not following.phrase.determiner)
        ):
            return following.last
    return end


def _position_fits(context: Context, token: int, after: int, positions: frozenset[str], sentence: Sentence) -> bool:
    return _position(context, token, after, sentence) in positions


def _position(context: Context, token: int, after: int, sentence: Sentence) -> str:
    start = sentence.first
    while start < token and (
        context.document.words[start] in '«“"-–—'
        or context.word(start) in ("mais", "et", "or", "toutefois", "cependant", "pourtant", "ainsi", "enfin", ",")
    ):
        start += 1
    if token <= start:
        return "initial"
    end = after
    while end < sentence.last and context.document.words[end] in (".", "!", "?", "…", *_CLOSING):
        end += 1
    return "final" if end >= sentence.last else "medial"


def _frame_content(context: Context, token: int, after: int, sentence: Sentence) -> tuple[int, int] | None:
    """The proposition behind an initial frame, before a final one; around a medial one the longer part."""
    before = _clause_start(context, token, sentence.first)
    behind = after
    while behind < sentence.last and context.word(behind) in (",", ":"):
        behind += 1
    end = clause_end(context, behind, sentence.last) if behind < sentence.last else behind
    left, right = token - before, end - behind
    if left > 0 and context.word(token - 1) in (",",):
        left -= 1
    if left <= 0 and right <= 0:
        return None
    follows = context.word(after) in (",", ":") or bool(right and context.opaque[behind])
    if left <= 2 and right > 0 or (follows and right > left and context.word(before) in ("qui", "que", "dont")):
        return _chars(context, behind, end)
    if left > 0 and (left >= right or not follows):
        return _chars(context, before, token)
    return _chars(context, behind, end)


def _clause_start(context: Context, token: int, floor: int) -> int:
    """Where the clause that a frame closes begins: behind a semicolon, a colon or the sentence's start."""
    cursor = token - 1
    while cursor >= floor:
        if context.opaque[cursor]:
            cursor -= 1
            continue
        if context.word(cursor) in (";", ":") or context.word(cursor) == "mais" and context.word(cursor - 1) == ",":
            return cursor + 1
        cursor -= 1
    return floor
