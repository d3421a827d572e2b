<?php
// Runs PHP inside of the site and prints as JSON what it returns: the code of a request that knows the key of the site,
// or that of the standard input. With the argument `install` the site is set up first.
define( 'ABSPATH', __DIR__ . '/' );
$served = 'cli-server' === PHP_SAPI;
$key    = json_decode( file_get_contents( __DIR__ . '/site.json' ) )->key;
if ( $served && ! hash_equals( $key, $_SERVER['HTTP_X_KEY'] ?? '' ) ) {
	http_response_code( 403 );
	exit;
}
$code = file_get_contents( $served ? 'php://input' : 'php://stdin' );

if ( 'install' === ( $argv[1] ?? '' ) ) {
	$_SERVER['HTTP_HOST'] = 'localhost';
	define( 'WP_INSTALLING', true );
	// Declared first, so that WordPress sends no mail.
	function wp_new_blog_notification() {
	}
	require ABSPATH . 'wp-load.php';
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Le Courrier de Valbourg', 'admin', 'admin@courrier.example', true, '', wp_generate_password() );
} else {
	require ABSPATH . 'wp-load.php';
}
echo json_encode( eval( $code ) ); // phpcs:ignore
