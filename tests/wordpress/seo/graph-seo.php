<?php
// A tiny SEO plugin for tests: prints a graph in the shape that well-known ones print, with an article in it.
// The option `graph_seo` says how: "graph", "top" (a single node), "list", or nothing.
add_action(
	'wp_head',
	function () {
		$shape = get_option( 'graph_seo' );
		if ( ! $shape || ! is_singular() ) {
			return;
		}
		$address = get_permalink();
		$home    = home_url( '/' );
		$article = array(
			'@type'            => get_option( 'graph_seo_type', 'Article' ),
			'@id'              => $address . '#seo-article',
			'isPartOf'         => array( '@id' => $address ),
			'author'           => array( '@id' => $home . '#/schema/person/1' ),
			'headline'         => get_the_title() . ' | SEO',
			'datePublished'    => get_the_date( 'c' ),
			'mainEntityOfPage' => array( '@id' => $address ),
			'hasPart'          => array(
				'@type'               => 'WebPageElement',
				'isAccessibleForFree' => false,
				'cssSelector'         => '.paywall',
			),
		);
		$page    = array(
			'@type'      => 'WebPage',
			'@id'        => $address,
			'url'        => $address,
			'mainEntity' => array( '@id' => $address . '#seo-article' ),
		);
		$context = array( '@context' => 'https://schema.org' );
		$shapes  = array(
			'graph' => $context + array( '@graph' => array( $article, $page ) ),
			'top'   => $context + $article,
			'list'  => array( $context + $page, $context + $article ),
		);
		echo "<script>var notJson = '<script type=\"application/ld+json\">';</script>\n";
		echo '<script type="application/ld+json" class="graph-seo">', wp_json_encode( $shapes[ $shape ] ), "</script>\n";
	},
	1
);
