<?php
// Router of PHP's built-in server: every request goes to WordPress, except those that a fault is laid out for.
$folder = __DIR__;
$path   = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );

/**
 * The fault of this request, if there is one: {"match": REGEX, "pass": NUMBER, "times": NUMBER, "mode": MODE, ...}. So
 * many requests that match pass before so many have the fault. Modes: "before" (an answer without the work), "after"
 * (the work, but another answer), "die" and "die-after" (the server is killed), "wait" (for ever, as a client sees it).
 */
function next_fault( $folder, $request ) {
	$file = @fopen( $folder . '/fault.json', 'r+' );
	if ( ! $file ) {
		return null;
	}
	flock( $file, LOCK_EX );
	$fault = json_decode( stream_get_contents( $file ), true );
	$found = $fault && preg_match( $fault['match'], $request );
	$meant = $found && 0 === $fault['pass'] && $fault['times'] > 0;
	if ( $found ) {
		--$fault[ $fault['pass'] > 0 ? 'pass' : 'times' ];
		ftruncate( $file, 0 );
		rewind( $file );
		fwrite( $file, json_encode( $fault ) );
	}
	fclose( $file );
	return $meant ? $fault : null;
}

if ( '/run' === $path ) {
	require $folder . '/run.php';
	return true;
}
file_put_contents( $folder . '/requests.log', $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND );
$fault = next_fault( $folder, $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI'] );
$mode  = $fault['mode'] ?? '';
if ( 'before' === $mode ) {
	http_response_code( $fault['status'] );
	foreach ( $fault['headers'] ?? array() as $header ) {
		header( $header );
	}
	echo $fault['body'] ?? '';
	return true;
}
if ( 'wait' === $mode ) {
	sleep( 30 );
}
if ( 'die' === $mode ) {
	posix_kill( -posix_getpgrp(), SIGKILL );
}
if ( 'after' === $mode || 'die-after' === $mode ) {
	// The work is done, but the client does not get to know.
	ob_start();
	register_shutdown_function(
		function () use ( $fault, $mode ) {
			if ( 'die-after' === $mode ) {
				posix_kill( -posix_getpgrp(), SIGKILL );
			}
			while ( ob_get_level() ) {
				ob_end_clean();
			}
			header( 'HTTP/1.1 ' . $fault['status'] . ' Lost', true, $fault['status'] );
		}
	);
}
if ( strpos( $path, '/wp-content/' ) === 0 || strpos( $path, '/wp-includes/' ) === 0 ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';
define( 'ABSPATH', $folder . '/' );
define( 'WP_USE_THEMES', true );
require $folder . '/wp-blog-header.php';
