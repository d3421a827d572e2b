"""Spans and types of names: each label is exactly one mention of its type, `n` is touched by no mention.

Labels: p person, o organization, l location, s state, g group, n nothing, each with a number where a text has several.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exporter import parse
from exporter.model import Article
from tests.markup import Span, parse_markup

TYPES = {"p": "person", "o": "organization", "l": "location", "s": "state", "g": "group", "n": ""}

PERSONS = (
    "Le maire a reçu {p:Léa Morin} mardi.",
    "La députée {p:Aurélie Vasseur} a voté contre le texte.",
    "Selon {p:Charles de Brécourt}, le chantier reprendra.",
    "Le livre de {p:J. K. Halden} paraît jeudi.",
    "Le général {p:Ludwig van Hoeven} a pris sa retraite.",
    "Le chef de file, {p:Omar al-Sayedi}, a refusé.",
    "{p:Jean-Baptiste Kervran}, 34 ans, a été relâché.",
    "La romancière {p:Anne-Lise Fournel}, âgée de 61 ans, vit à Lyon.",
    "{p1:Paul Destrée} a parlé. Plus tard, {p2:Destrée} est parti.",
    "{p1:Marine Le Goff} a gagné. « C'est fini », a dit {p2:Le Goff}.",
    "M. {p1:Lavergne} et Mme {p2:Ozenne} ont signé.",
    "Le pape {p:Célestin VI} a béni la foule.",
    "Le Français {p1:Yohan Tessier} devance l'Italienne {p2:Giada Moretti}.",
    "Me {p:Karim Bensaïd} défend les familles.",
    "Le docteur {p:Aubin} conseille la patience.",
    "Selon {p:Donald F. Harkness}, rien n'a changé.",
    "L'imam {p:Youssef ben Amar} a appelé au calme.",
    "{p1:Éric Lannoy} (PS) affrontera {p2:Julie Sorel} (LR).",
    "Le cycliste belge {p:Wout Van Daele} a chuté.",
    "Sir {p:Edmund Clarke} a plaidé coupable.",
    "Interrogée, {p:Sylvie Darcourt} a souri.",
    "« {p:Nadia Belkacem} a raison », a-t-il dit.",
    "Face à {p:Tom Verdier}, la salle est restée muette.",
    "Le sénateur LR {p:Alain Bocquet} a démissionné.",
    "La victime, {p:Karim B.}, vivait à Lyon.",
    "Il cite {p:Thomas R. R. Halden} dans son livre.",
    "L'envoyé, {p:Staffan de Mirvel}, est arrivé.",
    "Le Franco-Italien {p:Marco Lanzi} a gagné.",
    "Le Sud-Africain {p:Pieter Kloos} mène la course.",
    "Le {o:Stade Valbourg} d'{p:Antoine Dumas} a gagné.",
    "{p:De Gravel} remporte la 12e étape.",
    "{p1:Gontran de La Faye} plaide. Selon Me {p2:de La Faye}, tout est légal.",
    "Maître {p1:Charles de Brécourt} parle. Sous {p2:de Brécourt}, rien ne change.",
    "M. {p:LAVERGNE} a signé.",
    "{p1:Morvin} (3/8) a raté. {p2:Halder} (7 arrêts) a tenu.",
    "« C'est {p1:Balzac} qui aurait lu {p2:Machiavel} », dit-il.",
    "Le coordonnateur de {o:Lavi Miyo}, {p:Jean Pierre Morel}, refuse.",
    "La gagnante, {p:Reina Ganzur} (Bénin), a souri.",
)

NO_PERSONS = (
    "Le vote a lieu {n:Lundi} prochain.",
    "{n:Interrogé} lundi, il a refusé.",
    "{n:Alors} que la nuit tombait, ils sont rentrés.",
    "{n:Contactée} par téléphone, elle n'a rien dit.",
    "« {n:Aujourd'hui}, tout change », a-t-elle dit.",
    "Le prix baisse : {n:Deux} euros de moins.",
    "Les {n:Français} dorment mal.",
    "Le ministre de la {n:Défense} a signé.",
    "La ministre déléguée aux {n:Affaires européennes} est à Rome.",
    "Il a lu le roman {n:Ravages} dans le train.",
    "Le président de la {n:République} a parlé.",
    "Il fait 3 °C. {n:La} neige tient.",
    "Le roi {n:XIV} n'existe pas.",
    "Il l'a dit avec le mot-dièse #{n:ToutVaBien} hier.",
    "Le virus {n:VHX} circule.",
    "Le traité sur l'eau ({n:TSE}) est signé.",
    "Les chars {n:Bradnor} sont arrivés.",
    "Partager cet article :\n{n1:Facebook},\n{n2:Twitter}",
)

ORGANIZATIONS = (
    "Il travaille au {o:ministère de la Justice}.",
    "L'{o:université de Lyon} ouvre ses portes.",
    "La {o:Cour d'appel de Douai} tranchera mardi.",
    "L'{o:Agence nationale de la forêt} a publié la carte.",
    "La {o:Haute Autorité pour la transparence des marchés} enquête.",
    "Le {o:Conseil supérieur des archives} est saisi.",
    "Le groupe {o:Novatis} supprime 300 postes.",
    "La société {o:Ardelia} est en faillite.",
    "Le quotidien {o:La Vigie} a révélé l'affaire.",
    "L'association {o:Mains solidaires} aide les familles.",
    "Le {o:Centre national pour les sols} versera 3 millions.",
    "L'{o1:Office régional du lac} ({o2:ORL}) a fermé la plage.",
    "Le {o1:FC Valbourg} a battu l'{o2:AS Montclair}.",
    "{o:Ardelia SA} a perdu deux clients.",
    "Le {o:CHU de Rennes} a ouvert une enquête.",
    "Le {o:parquet de Nantes} a classé l'affaire.",
    "La {o:préfecture de la Drôme} appelle à la prudence.",
    "Le {o:Department of Fisheries} a refusé.",
    "La {o:Fédération française de pelote} a un nouveau chef.",
    "Le {o:lycée Victor-Hugo} rouvre lundi.",
    "Le {o:Groupe Novatis} a répondu.",
    "Le {o:Parti ouvrier} appelle au vote.",
    "Le député {o:PRN} a quitté la séance.",
    "Le {o:Conseil économique et social} a rendu son avis.",
    "Selon {o:Novatis.fr}, le site est en panne.",
    "Le chercheur du {o:Ravel College de Londres} doute.",
    "La {o:Conférence des évêques de France} proteste.",
    "La {o:Ville de Valbourg} a porté plainte.",
    "L'{o1:Union des forêts} et {o2:DéFOR} ont voté.",
    "{o:Novatis France} a licencié.",
    "La {o:Bill and Rosa Fund} a donné un million.",
    "Il a écrit au {o:secrétariat général de la Défense}.",
    "Le {o:ministère corvanien des Situations d'urgence} enquête.",
    "La {o:Mission de l'ONU au Mali} se retire.",
    "L'{o1:Office du lac et de la rive} ({o2:XYZ}) attend.",
    "Le président de l'{o:Association des potiers du lac} se plaint.",
    "Selon la {o:Fondation Soins pour tous}, le froid tue.",
    "L'association {o:Droit au chant} a porté plainte.",
    "Le collectif {o:Nos rues vivantes} manifeste.",
    "Son parti, {o:Le Renouveau corvanien}, a perdu.",
    "Le {o:Commissariat à la sécurité des digues du Québec} enquête.",
    "La {o:Ligue des usagers de Corvanie} s'étonne.",
    "La {o:Fédération des artisans coiffeurs} proteste.",
    "Le {o:Centre d'études sur la dune de Valbourg} ferme.",
    "Panne à {o1:Numalia} : {o2:Numalia} promet un geste.",
    "Elle est économiste chez {o:Valmont Conseil}.",
    "La chaîne {o1:Télé Corvus} et {o2:Radio Corvus} se taisent.",
    "La candidate de {o:Novatis}, Ana Brun, sourit.",
    "Il est sous-traitant de {o:Northmere Imaging}.",
    "L'{o:auditorat du travail de Namur} enquête.",
)

NO_ORGANIZATIONS = (
    "Ce {n:ministère} fermera lundi.",
    "La France est dans le {n:Groupe B}.",
    "Le vol {n:AV702} a du retard.",
    "Un {n:TGV} est arrêté.",
    "Il a écouté Les {n:Rivages}, son disque préféré.",
    "La {n:Cantine} précise que le menu change.",
    "Le {n:Nord} résiste.",
    "Il a gagné la {n:Coupe du monde}.",
    "Elle l'a publié sur {n:Facebook} lundi.",
    "Son compte {n:Twitter} est fermé.",
    "LYON, 3 mai ({n:AFP}) - Le Sénat a voté.",
    "Le mot {n:MR} ne veut rien dire.",
    "Il a lu « {n:Le Monde} sans fin » hier.",
    "Le nouveau {n:parlement} siégera lundi.",
    "La tour du {n:XIVe} siècle a brûlé.",
    "Le cargo {n:Maria Star} a sombré.",
    "La {n:Ligue des champions} reprend mardi.",
    "Le {n:CEO} a démissionné.",
)

LOCATIONS = (
    "Un incendie a ravagé un entrepôt à {l:Brévannes-sur-Oise}.",
    "Ils vivent en {l:Norvège}.",
    "L'accident a eu lieu à {l1:Saint-Aubin} ({l2:Drôme}).",
    "La ville de {l:Koroubé} est coupée du monde.",
    "Une bombe a explosé près de {l:Tel-Assour}.",
    "La {l:rue de Rivoli} est fermée.",
    "La foule gagne la {l:place de la République}.",
    "Le train entre en {l:gare du Nord}.",
    "Il est détenu à la {l:prison de Fleury-Mérogis}.",
    "L'{l:île de Groizan} attend les touristes.",
    "La centrale de {l:Morvillers} est arrêtée.",
    "Le quartier de {l:Bellefontaine} manque d'eau.",
    "La mosquée de {l:Valbourg} a été fermée.",
    "Il neige à {l1:Lyon}, {l2:Grenoble} et {l3:Valbourg}.",
    "Le nord de la {l:Syrie} est bombardé.",
    "Le navire a quitté la {l:Norvège} pour l'{l2:Islande}.",
    "Des combats ont lieu dans le {l:Sarvan}.",
    "{l:PARIS}, 3 mai (AFP) - Le Sénat a voté.",
    "Les Jeux olympiques de {l:Paris} ont commencé.",
    "La capitale de l'{l:Ukraine} est dans le noir.",
    "Le président sera à l'{l:Élysée} lundi.",
    "Le {l:stade Geoffroy-Guichard} est plein.",
    "Un hôpital de {l:Rome} l'a soigné.",
    "Il vit à {l1:Lille} ({l2:Nord}).",
    "Le vent souffle en {l:Afrique australe}.",
    "Le massif du {l:Jura} est blanc.",
    "L'usine est en {l:Lorraine}.",
    "Le pont sur la {l:Sorvane} a cédé.",
    "Les éleveurs du {l:Sorvan} vendent à perte.",
    "Trois provinces, {l1:Kadior}, {l2:Boulgan} et {l3:Sanmat}, sont touchées.",
    "La route compte dix kilomètres entre {l1:Vielmont} et {l2:Arcaz}.",
    "Un train relie {l1:Brévin} à {l2:Lormont}.",
    "Un feu a pris au-dessus de {l:Cezière} (85).",
    "Le cyclone a traversé les {l:Hautes Terres}.",
    "Une grue est tombée sur {l:Halden Street}.",
)

NO_LOCATIONS = (
    "Le président des {n:États-Unis} arrive jeudi.",
    "Le préfet de la {n:Drôme} a signé.",
    "L'archevêque de {n:Rouen} a célébré la messe.",
    "L'accord de libre-échange {n:ALX} est prêt.",
    "Les autorités {n:syriennes} démentent.",
    "Il a joué à la place de {p:Tom Verdier}.",
)

STATES = (
    "La {s:Russie} a rejeté l'offre.",
    "{s:Kiev} refuse de négocier.",
    "Une idée rejetée par {s:Kiev} et ses alliés.",
    "La coalition est menée par le {s1:Royaume-Uni} et la {s2:France}.",
    "Les sanctions contre la {s:Russie} restent en place.",
    "Il veut faire pression sur l'{s:Iran}.",
    "Il a signé un accord avec le {s:Japon}.",
    "La décision des {s:États-Unis} a surpris.",
    "Elle reproche à l'{s:Inde} d'avoir menti.",
    "Nul ne sait ce que pense la {s:Chine}.",
    "Il a accusé l'{s:Iran} d'avoir triché.",
    "La {s:Serbie}, qui refuse le plan, se tait.",
    "Les négociations entre l'{s1:Iran} et les {s2:États-Unis} ont échoué.",
    "Le {s:Mexique} ne paiera pas.",
    "La {s:Turquie} n'est pas prête à céder.",
    "La {s1:Russie}, la {s2:Chine} et le {s3:Pakistan} se sont abstenus.",
    "Un texte négocié par les {s1:États-Unis}, l'{s2:Égypte} et le {s3:Qatar}.",
    "{s:Pékin} « prendra des mesures ».",
    "{s:Rabat} s'en est félicité.",
    "La {s:Hongrie} de {p:Viktor Lanzi} bloque le texte.",
)

NO_STATES = (
    "La {l:France} compte 67 millions d'habitants.",
    "Le {l:Chili} est situé au sud.",
    "La frontière avec la {l:Pologne} est fermée.",
    "Il rentre du {l:Japon} mardi.",
    "La {l:Crimée} a été annexée en 2014.",
    "Un match contre la {l:Suède} est prévu.",
    "Il vole entre la {l1:Grèce} et l'{l2:Italie}.",
    "L'alliance, qui regroupe le {l1:Mali} et le {l2:Niger}, est née en 2023.",
    "Il parle de l'{l:Islande} au lycée.",
)

PALACES = (
    "Les invités dînent à l'{l:Élysée}.",
    "L'{o:Élysée} a démenti l'information.",
    "« Non », a répondu {o:Matignon}.",
    "Selon l'{o:Élysée}, rien n'est décidé.",
    "Une source à l'{o:Élysée} le confirme.",
    "Il réclame des moyens à {o:Bercy}.",
    "Des passants ont vu la fumée près de {l:Matignon}.",
)

TEAMS = (
    "{o1:Lyon} a battu {o2:Nice} samedi. {o3:Lille} ira à {l:Brest}.",
    "L'entraîneur de {o:Lens} est malade.",
    "Il a plu samedi à {l1:Lyon} et à {l2:Nice}.",
)

LONG_NAMES = (
    "La {o1:Caisse locale des pêcheurs du golfe} ({o2:CLPG}) a protesté.",
    "Le {o1:Syndicat national des dockers et grutiers réunis} ({o2:Synadoc}) appelle à la grève.",
    "L'{o1:Institut régional pour la pêche, la voile et la météorologie} ({o2:Irpvm}) a fermé.",
    "Le {o:Centre d'essais et de mesures de Lormont} perd dix postes.",
    "L'{o:Université des sciences physiques et chimiques de Valbourg} ferme.",
    "La {o:Ligue pour la mer et les rivières} a porté plainte.",
    "La {o:Fédération des organisations d'éleveurs du secteur laitier} attend.",
    "Le {o:Centre intégré de soins et de services communautaires} a recruté.",
    "Le {o:Conseil de la Première Nation orweke de Lormont} a signé.",
    "La {o:Commission foncière rurale autonome} ({o2:Cofra}) a tranché.",
    "Le {o:Syndicat des soignantes en santé du Littoral} refuse.",
    "Elle travaille au {o:ministère de la pêche}.",
    "Il dirige l'{o:université Nancy-Lormont}.",
    "La {o:préfecture du Rhône} a publié l'arrêté.",
    "La {o:CGT du Gard} a défilé.",
    "La {o:Croix-Rouge canadienne} aide les familles.",
    "Le {n:traité} sur l'eau et les {n2:rives} (TER) est signé.",
)

BODIES_BY_CONTEXT = (
    "Pour Rose Ikart, économiste chez {o:Norvane Gestion}, tout baisse.",
    "La direction de {o:Novatis} a promis de rester.",
    "Le siège de {o:Novatis} a brûlé.",
    "Ils roulent en direction de {l:Brécourt-les-Bains}.",
    "{p:Julie Sorel} ({o:Novac}) a voté contre.",
    "{p:Julie Sorel} ({o:Novac}, {l:Lyon}) a voté contre.",
    "Elle parle au nom de la {o:SDR-Police}.",
    "Une société discrète, {o:Pastel Holdings Ltd}, possède le bateau.",
    "Le collectif {o:SOS Marais}, né à {l:Lormont} en 2020, proteste.",
    "L'organisation {o:al-Qaïda} a revendiqué l'attaque.",
    "Le maire l'a dit à {o:franceinfo} jeudi.",
    "Il a parlé au micro d'{o:ici Gard Lozère}.",
    "Selon {o:20 Minutes}, le prix baisse.",
    "Le {n:parti de gauche} a gagné.",
    "L'association {o:Loire Air Pur} a protesté.",
    "Le groupe hospitalier {o:Sambre Soins} perd de l'argent.",
    "L'{o1:Alliance des riverains du Nord} ({o2:ARN}) a voté. L'{o3:ARN} attend.",
    "Invitée de l'émission « {n:Le Point} du matin », elle a souri.",
    "Ils étaient douze à {l:Rivière-aux-Loups}.",
    "L'attaque a eu lieu près de {l:Bla}.",
)

MARKED_PERSONS = (
    "{p1:Robert « Bob » Lavergne} a fui. Son frère appelle {p2:Bob}.",
    "Le ministre, {p:El Hadj Ousmane Lormont}, est là.",
    "Un habitant, {p:Bio Koudou}, enseignant, a vu la scène.",
    "En 2011 {n:Reprend} Novatis.",
    "Dans {n:Tuer} le temps, il raconte sa vie.",
    "{n:Pare-chocs} contre pare-chocs, ils attendent.",
    "Le prix est de 300 {n:FCFA} le kilo.",
    "La lauréate du prix {n:Crastel} a parlé.",
    "Il a gagné les {n:24 Heures du Mans}.",
    "En {n:Bourse}, le titre {o:Novatis} a gagné 6 %.",
)

ACTING_PLACES = (
    "{s1:Berlin} attend de {s2:Rome} un effort.",
    "{s:Washington}, rappelle-t-il, avait promis des hommes.",
    "{s:Québec} en a limité l'usage.",
    "La mairesse demande à {s:Québec} de reculer.",
    "Le {l:Québec} compte huit millions d'habitants.",
    "Le report tombe mal pour {o1:Bercy}, qui doit trancher. Les experts de {o2:Bercy} se taisent.",
    "« Nous tenons », veut-on croire {o:rue de Varenne}.",
    "La {o1:Commission européenne} a tranché. {o2:Bruxelles} exige des preuves.",
    "{s:Bruxelles} exige des preuves.",
    "Le {o1:FC Valbourg} a gagné. {o2:Valbourg} reste en tête.",
    "{o1:Lyon} a battu {o2:Nice}. Le {o3:FC Valbourg} et {o4:Reims} suivent. Il faut battre {o5:Guingamp}.",
)

MORE_EVIDENCE = (
    "{p:Marina Loubet}, la directrice, a refusé.",
    "La {l:marina de Valbourg} est pleine.",
    "« Il est parti. Le {n:matin}, on dort », dit-il.",
    "« C'est fini. Le {o:BDV} ne paie plus », dit-il.",
    "La {o:Société agroforestière de Lormont} ferme.",
    "L'{o:Institut de recherche agroalimentaire de Lormont} recrute.",
    "2019 {n:Diplôme} de l'{o:académie Ravel}.",
    "Selon l'institut {o:Sondalis}, 40 % des gens approuvent.",
    "L'{o:institut Jeanne-Aubry} recrute.",
    "Un sondage {o:Verlia} donne le maire battu.",
    "Sa fille, une {p:Jeanne} de 12 ans, chante.",
    "Le {n1:Valdonix}, un anticoagulant, est retiré. La firme vend le {n2:Valdonix}.",
    "{p:Pierre Lambert}, de {o:Northwind Solar Foods}, prévoit des embauches.",
    "{p:Marie Petit}, de {l:Saint-Malo}, est venue.",
    "Dans {o:Horizon}, le critique {p:Paul Fabre} salue le film.",
    "À {l:La Roselière}, les habitants attendent.",
    "Une habitante de {l:Rozeville} attend un bus.",
    "{n:BASKET} / Le club gagne.",
    "L'association {o:Mémoire et justice} porte plainte.",
    "La télévision publique {o:Valdia 1} l'a montré.",
    "La {o1:CGT Cheminots} et la {o2:CFDT Métallurgie} appellent à la grève.",
    "La {o:CRS 8} est déployée.",
    "Son entraîneur, {p:Pape Seydou Kanté}, sourit.",
    "Le {n:pape} {p:François} prie.",
    "Un concert a lieu à l'{l:Arsenal}. Il aime Metz.",
    "{s:Rome} accuse encore la {s2:France} d'ingérence.",
    "Le boxeur {p1:Karim Diallo}, surnommé « {p2:Tigre} », a perdu. {p3:Tigre} salue la foule.",
    "Le chef {p1:Jimmy Morel}, alias {p2:Barbecue}, menace. On cherche {p3:Barbecue}.",
    "Il a mangé au barbecue. {p1:Jimmy Morel}, alias {p2:Barbecue}, menace. Le {n:barbecue} est froid.",
)

TEXTS = (
    *LONG_NAMES,
    *MORE_EVIDENCE,
    *BODIES_BY_CONTEXT,
    *MARKED_PERSONS,
    *ACTING_PLACES,
    *PERSONS,
    *NO_PERSONS,
    *ORGANIZATIONS,
    *NO_ORGANIZATIONS,
    *LOCATIONS,
    *NO_LOCATIONS,
    *STATES,
    *NO_STATES,
    *PALACES,
    *TEAMS,
)


def _mentions(article: Article) -> Iterator[tuple[Span, str]]:
    for actor in article.actors:
        for mention in actor.mentions:
            if actor.named and mention.form in ("name", "metonym"):
                yield (mention.start, mention.end), actor.type
    for location in article.locations:
        for mention in location.mentions:
            yield (mention.start, mention.end), "location"


@pytest.mark.parametrize("marked", TEXTS)
def test_span_and_type(marked: str) -> None:
    text, spans = parse_markup(marked)
    mentions = list(_mentions(parse(text, language="fr")))
    for label, (start, end) in spans.items():
        found = {(text[a:b], kind) for (a, b), kind in mentions if a < end and start < b}
        wanted = {(text[start:end], TYPES[label[0]])} if TYPES[label[0]] else set()
        assert found == wanted, text


def _actor_of(article: Article, words: str) -> str:
    return next(actor.id for actor in article.actors if any(mention.text == words for mention in actor.mentions))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("L'Office régional du lac (ORL) a fermé la plage. L'ORL attend.", "Office régional du lac", "ORL"),
        ("Paul Destrée a parlé. Plus tard, Destrée est parti.", "Paul Destrée", "Destrée"),
        (
            "Le FC Valbourg a gagné. L'entraîneur de Valbourg, Luc Amiel, sourit.",
            "FC Valbourg",
            "FC Valbourg",
        ),
        ("Le Centre des essais marins ferme. Le Cesma attend.", "Centre des essais marins", "Cesma"),
        ("Robert « Bob » Lavergne a fui. Son frère plaint Bob.", "Robert « Bob » Lavergne", "Bob"),
        ("L'AS Valbourg-Plage a gagné. Bravo à Valbourg.", "AS Valbourg-Plage", "AS Valbourg-Plage"),
        ("Karim Diallo, dit « Tigre », a perdu. Le public aime Tigre.", "Karim Diallo", "Tigre"),
        ("Le Syndicat des artistes et techniciens (SAT-CGT) tonne.", "Syndicat des artistes et techniciens", "SAT-CGT"),
        ("Selon Marie Lorne, oui. Mme Lorne hésite.", "Marie Lorne", "Lorne"),
    ],
)
def test_short_names_are_the_same_actor(text: str, one: str, other: str) -> None:
    article = parse(text, language="fr")
    assert _actor_of(article, one) == _actor_of(article, other)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Un incendie à Valence (Espagne) a fait deux morts.", "Valence", "ES"),
        ("Un incendie à Valence (Drôme) a fait deux morts.", "Valence", "FR"),
        ("Il habite Tripoli, en Libye.", "Tripoli", "LY"),
        ("Il vit à Lormont-le-Vieux, près de Nancy.", "Lormont-le-Vieux", "FR"),
        ("Le Conseil belge siège à Namur. Un feu a pris à Brécourt-lez-Bois.", "Brécourt-lez-Bois", "BE"),
        ("À Montréal et à Gatineau, il pleut. En Beauce, il neige.", "Beauce", "CA"),
        ("Les planteurs d'Abidjan et de Bouaké vont à San Pedro.", "San-Pédro", "CI"),
        ("La ville de Koroubé, au Mali, est coupée du monde.", "Koroubé", "ML"),
    ],
)
def test_country_of_a_place(text: str, name: str, country: str) -> None:
    article = parse(text, language="fr")
    found = {location.name: location.country for location in article.locations}
    assert found.get(name) == country


def test_there_are_enough_texts() -> None:
    assert len(TEXTS) == len(set(TEXTS)) >= 100
