<?php
// Runs the PHP of the standard input inside of the site; what it returns is printed as JSON. `install` sets the site up.
$_SERVER['HTTP_HOST']      = 'localhost';
$_SERVER['REQUEST_METHOD'] = 'GET';
define( 'ABSPATH', __DIR__ . '/' );

if ( 'install' === ( $argv[1] ?? '' ) ) {
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
echo json_encode( eval( stream_get_contents( STDIN ) ) ); // phpcs:ignore
