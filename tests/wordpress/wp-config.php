<?php
// Configuration of the WordPress site that the tests set up. Nothing leaves the machine, and nothing runs by the clock.
$site = json_decode( file_get_contents( __DIR__ . '/site.json' ), true );

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . $site['socket'] );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );

define( 'WP_HOME', $site['url'] );
define( 'WP_SITEURL', $site['url'] );
define( 'WP_CONTENT_DIR', __DIR__ . '/wp-content' );
define( 'WP_ENVIRONMENT_TYPE', $site['environment'] );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', __DIR__ . '/debug.log' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', 'key of ' . $name . ' for tests on one machine' );
	define( $name . '_SALT', 'salt of ' . $name . ' for tests on one machine' );
}
$table_prefix = 'wp_';

require_once ABSPATH . 'wp-settings.php';
