/**
 * Pulls what IM has calculated out of it, complete or not at all: page by page into parts, with a manifest that is
 * written last.
 */
package dev.imconnector.pull;
