/**
 * Credits that come in the body of a request instead of a file: checked and sent as those of a night are, in one answer.
 */
package dev.imconnector.push.inline;
