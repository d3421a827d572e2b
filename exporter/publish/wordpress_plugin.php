<?php
/**
 * Plugin Name: Newsroom exporter
 * Description: Keeps the JSON-LD that newsroom-exporter publishes with each post, and prints it in the head of its page.
 * Version: 0.1.0
 * Requires at least: 5.7
 * Requires PHP: 7.2
 * License: Apache-2.0
 *
 * Put this file into wp-content/mu-plugins/. Filters: newsroom_exporter_mode (merge, replace or add),
 * newsroom_exporter_print_outdated (bool), newsroom_exporter_document (the document before it is printed).
 *
 * @package NewsroomExporter
 */

namespace NewsroomExporter;

defined( 'ABSPATH' ) || exit;

const DOCUMENT = '_newsroom_exporter_jsonld';
const STATE    = '_newsroom_exporter_state';

/** What happens where an SEO plugin prints an article of its own; NEWSROOM_EXPORTER_MODE of wp-config.php goes first. */
const MODE = 'merge';

/** No markup inside of a script element, and the numbers as they were. */
const ENCODING = JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;

/** Types of schema.org that are the article of a page. */
const ARTICLES = array(
	'Article',
	'NewsArticle',
	'AnalysisNewsArticle',
	'AskPublicNewsArticle',
	'BackgroundNewsArticle',
	'OpinionNewsArticle',
	'ReportageNewsArticle',
	'ReviewNewsArticle',
	'BlogPosting',
	'SocialMediaPosting',
	'Report',
	'TechArticle',
);

/** Types that say less than NewsArticle. */
const VAGUE = array( 'Article', 'BlogPosting', 'SocialMediaPosting' );

/** Properties whose values are added to those of the SEO plugin, and those that are ours in any case. */
const LISTS = array( 'mentions', 'hasPart', 'contentLocation' );
const OURS  = array( 'articleBody', 'wordCount' );

/** The start of a script element. */
const SCRIPT = '<script';

add_action( 'init', __NAMESPACE__ . '\register', 20 );
add_filter( 'rest_request_before_callbacks', __NAMESPACE__ . '\watch_request', 10, 3 );
add_filter( 'rest_request_after_callbacks', __NAMESPACE__ . '\forget_request' );
add_filter( 'wp_insert_post_data', __NAMESPACE__ . '\keep_post', PHP_INT_MAX, 2 );
add_filter( 'wp_revisions_to_keep', __NAMESPACE__ . '\keep_revisions', PHP_INT_MAX, 2 );
add_action( 'wp_head', __NAMESPACE__ . '\begin_head', PHP_INT_MIN );
add_action( 'wp_head', __NAMESPACE__ . '\end_head', PHP_INT_MAX );

/** The two meta of posts of every type, for those who may edit the post; readers of the REST API do not see them. */
function register() {
	$sanitizers = array(
		DOCUMENT => __NAMESPACE__ . '\sanitize_document',
		STATE    => __NAMESPACE__ . '\sanitize_state',
	);
	foreach ( $sanitizers as $key => $sanitizer ) {
		register_post_meta(
			'',
			$key,
			array(
				'type'              => 'string',
				'single'            => true,
				'default'           => '',
				'show_in_rest'      => array( 'schema' => array( 'context' => array( 'edit' ) ) ),
				'sanitize_callback' => $sanitizer,
				'auth_callback'     => __NAMESPACE__ . '\may_write',
			)
		);
	}
}

/** Whether a user may edit the post whose meta this is. */
function may_write( $allowed, $key, $post_id, $user_id ) {
	return user_can( $user_id, 'edit_post', $post_id );
}

/** JSON of one NewsArticle as it is; nothing else is kept. */
function sanitize_document( $value ) {
	$document = is_string( $value ) ? json_decode( $value ) : null;
	return is_object( $document ) && 'NewsArticle' === ( $document->{'@type'} ?? '' ) ? $value : '';
}

/** A short JSON object as it is; nothing else is kept. */
function sanitize_state( $value ) {
	return is_string( $value ) && strlen( $value ) < 1000 && is_object( json_decode( $value ) ) ? $value : '';
}

/** The post that the running REST request gives our meta and nothing else; 0 if there is none. */
function meta_only( $post_id = null ) {
	static $known = 0;
	if ( null !== $post_id ) {
		$known = (int) $post_id;
	}
	return $known;
}

/** Notes a request that writes our meta alone. */
function watch_request( $response, $handler, $request ) {
	$body = $request->get_json_params();
	$only = is_array( $body ) && array( 'meta' ) === array_keys( $body ) && is_array( $body['meta'] )
		&& $body['meta'] && ! array_diff( array_keys( $body['meta'] ), array( DOCUMENT, STATE ) );
	meta_only( $only && 'GET' !== $request->get_method() ? $request['id'] : 0 );
	return $response;
}

/** The request is done. */
function forget_request( $response ) {
	meta_only( 0 );
	return $response;
}

/**
 * A request that writes our meta alone leaves the post as it is: WordPress would set its date of change, and filter
 * the markup that another user was allowed to write.
 */
function keep_post( $data, $given ) {
	$id   = (int) ( $given['ID'] ?? 0 );
	$post = $id && meta_only() === $id ? get_post( $id, ARRAY_A ) : null;
	return $post ? array_merge( $data, wp_slash( array_intersect_key( $post, $data ) ) ) : $data;
}

/** Such a request makes no revision either: WordPress would save one for every post that has none. */
function keep_revisions( $count, $post ) {
	return meta_only() && meta_only() === $post->ID ? 0 : $count;
}

/** The document of the post that this page shows; null where there is none to print. */
function current_document() {
	$post = is_singular() ? get_queried_object() : null;
	if ( ! $post instanceof \WP_Post || post_password_required( $post ) ) {
		return null;
	}
	$document = json_decode( (string) get_post_meta( $post->ID, DOCUMENT, true ) );
	if ( ! is_object( $document ) || ( is_outdated( $post ) && ! apply_filters( 'newsroom_exporter_print_outdated', false, $post ) ) ) {
		return null;
	}
	$document = at_address( $document, (string) get_permalink( $post ) );
	if ( ! isset( $document->datePublished ) && 'publish' === $post->post_status ) {
		$document->datePublished = get_post_time( 'c', false, $post ); // A draft had none yet.
	}
	if ( false === ( $document->isAccessibleForFree ?? true ) ) {
		unset( $document->articleBody ); // What readers pay for does not stand in the head for everybody.
	}
	$document = apply_filters( 'newsroom_exporter_document', $document, $post );
	return is_object( $document ) ? $document : null;
}

/** Whether the title or text was changed after the document was made. */
function is_outdated( $post ) {
	$state = json_decode( (string) get_post_meta( $post->ID, STATE, true ) );
	$known = is_object( $state ) ? ( $state->page ?? null ) : null;
	return is_string( $known ) && hash( 'sha256', $post->post_title . "\n" . $post->post_content ) !== $known;
}

/** The document with the address that the post has now, if it had another one on this site (of a draft, of a slug). */
function at_address( $document, $address ) {
	$before = $document->url ?? '';
	if ( ! is_string( $before ) || $before === $address || '' === $before ) {
		return $document;
	}
	$hosts = array( wp_parse_url( $before, PHP_URL_HOST ), wp_parse_url( home_url(), PHP_URL_HOST ) );
	return $hosts[0] === $hosts[1] ? moved( $document, $before, $address ) : $document;
}

/** A value in which every `@id` and `url` at an address, or at a fragment of it, is at another one. */
function moved( $value, $before, $after ) {
	if ( ! is_object( $value ) && ! is_array( $value ) ) {
		return $value;
	}
	foreach ( $value as $key => $one ) {
		if ( ( '@id' === $key || 'url' === $key ) && is_string( $one ) ) {
			$one = $one === $before || 0 === strpos( $one, $before . '#' ) ? $after . substr( $one, strlen( $before ) ) : $one;
		} else {
			$one = moved( $one, $before, $after );
		}
		if ( is_object( $value ) ) {
			$value->$key = $one;
		} else {
			$value[ $key ] = $one;
		}
	}
	return $value;
}

/** Collects what others print in the head. */
function begin_head() {
	head( current_document() );
	if ( head() && 'add' !== mode() ) {
		ob_start();
		head_level( ob_get_level() );
	}
}

/** Prints the head with our document. If another plugin left a buffer open in between, its head stays as it is. */
function end_head() {
	$document = head();
	if ( ! $document ) {
		return;
	}
	if ( 'add' !== mode() && ob_get_level() === head_level() ) {
		echo with_document( ob_get_clean(), $document, mode() ); // phpcs:ignore WordPress.Security.EscapeOutput
	} else {
		echo element( $document ); // phpcs:ignore WordPress.Security.EscapeOutput
	}
	head( null );
}

/** The document that waits for the end of the head. */
function head( ...$document ) {
	static $waiting = null;
	if ( $document ) {
		$waiting = $document[0];
	}
	return $waiting;
}

/** The depth of the buffer that collects the head. */
function head_level( $level = null ) {
	static $known = 0;
	$known = $level ?? $known;
	return $known;
}

/** What happens with the article of an SEO plugin: merge, replace or add. */
function mode() {
	return apply_filters( 'newsroom_exporter_mode', defined( 'NEWSROOM_EXPORTER_MODE' ) ? NEWSROOM_EXPORTER_MODE : MODE );
}

/** The script element of a document. */
function element( $document ) {
	return "\n" . '<script type="application/ld+json" class="newsroom-exporter">' . wp_json_encode( $document, ENCODING ) . "</script>\n";
}

/** The head with the document in it: merged into the article that is there, in the place of it, or as an element of its own. */
function with_document( $head, $document, $mode ) {
	foreach ( blocks( $head ) as list( $start, $opened, $closed, $end ) ) {
		$data    = json_decode( substr( $head, $opened, $closed - $opened ) );
		$article = article_in( $data );
		if ( ! $article ) {
			continue;
		}
		if ( isset( $article->{'@id'} ) && is_string( $article->{'@id'} ) && isset( $document->{'@id'} ) ) {
			$document = renamed( $document, $document->{'@id'}, $article->{'@id'} );
		}
		if ( 'merge' === $mode ) {
			merge( $article, $document );
			return substr_replace( $head, wp_json_encode( $data, ENCODING ), $opened, $closed - $opened );
		}
		$rest = without( $data, $article );
		$head = null === $rest
			? substr_replace( $head, '', $start, $end - $start )
			: substr_replace( $head, wp_json_encode( $rest, ENCODING ), $opened, $closed - $opened );
		break;
	}
	return $head . element( $document );
}

/** The JSON-LD elements of a head: offsets of the element, of its text, of the end of the text and of the element. */
function blocks( $head ) {
	$found  = array();
	$cursor = 0;
	while ( false !== ( $start = stripos( $head, SCRIPT, $cursor ) ) ) { // phpcs:ignore
		$opened = strpos( $head, '>', $start );
		$closed = false === $opened ? false : stripos( $head, '</script', $opened );
		if ( false === $closed ) {
			break;
		}
		$end    = strpos( $head, '>', $closed );
		$cursor = false === $end ? strlen( $head ) : $end + 1;
		if ( preg_match( '~\btype\s*=\s*["\']?application/ld\+json\b~i', substr( $head, $start, $opened - $start ) ) ) {
			$found[] = array( $start, $opened + 1, $closed, $cursor );
		}
	}
	return $found;
}

/** The node of the page's article in JSON-LD: at the top, in a list, or in a graph. Null if there is none. */
function article_in( $data ) {
	foreach ( nodes( $data ) as $node ) {
		if ( array_intersect( (array) ( $node->{'@type'} ?? array() ), ARTICLES ) ) {
			return $node;
		}
	}
	return null;
}

/** The nodes at the top of a document. */
function nodes( $data ) {
	$found = array();
	foreach ( is_array( $data ) ? $data : array( $data ) as $top ) {
		if ( is_object( $top ) ) {
			$graph = $top->{'@graph'} ?? array();
			$found = array_merge( $found, array( $top ), array_filter( is_array( $graph ) ? $graph : array( $graph ), 'is_object' ) );
		}
	}
	return $found;
}

/** The data without a node; null if nothing is left of them. */
function without( $data, $node ) {
	if ( $data === $node ) {
		return null;
	}
	$others = function ( $list ) use ( $node ) {
		return array_values(
			array_filter(
				$list,
				function ( $one ) use ( $node ) {
					return $one !== $node;
				}
			)
		);
	};
	if ( is_array( $data ) ) {
		$data = $others( $data );
	}
	foreach ( is_array( $data ) ? $data : array( $data ) as $top ) {
		if ( is_object( $top ) && is_array( $top->{'@graph'} ?? null ) ) {
			$top->{'@graph'} = $others( $top->{'@graph'} );
		}
	}
	return $data ? $data : null;
}

/** A value in which every reference to an identifier is one to another. */
function renamed( $value, $before, $after ) {
	if ( is_array( $value ) ) {
		foreach ( $value as $key => $one ) {
			$value[ $key ] = renamed( $one, $before, $after );
		}
	} elseif ( is_object( $value ) ) {
		foreach ( $value as $key => $one ) {
			$value->$key = '@id' === $key && $one === $before ? $after : renamed( $one, $before, $after );
		}
	}
	return $value;
}

/** Gives the article of an SEO plugin what it does not say itself. */
function merge( $article, $document ) {
	$types = array_values( array_diff( (array) $article->{'@type'}, VAGUE ) );
	$types = $types ? $types : array( 'NewsArticle' );

	$article->{'@type'} = 1 === count( $types ) ? $types[0] : $types;
	foreach ( $document as $key => $value ) {
		if ( '@context' === $key ) {
			continue;
		}
		if ( in_array( $key, LISTS, true ) && isset( $article->$key ) ) {
			$article->$key = array_merge( listed( $article->$key ), listed( $value ) );
		} elseif ( ! isset( $article->$key ) || in_array( $key, OURS, true ) ) {
			$article->$key = $value;
		}
	}
}

/** One value or many as a list. */
function listed( $value ) {
	return is_array( $value ) ? $value : array( $value );
}
