/**
 * The token core: an OAuth 2.0 access token by the client-credentials grant (RFC 6749 section 4.4), kept and renewed
 * without a thread. Knows nothing of IM or AWS: the network, the secret, time and chance come in through constructors.
 */
package dev.imconnector.oauth;
