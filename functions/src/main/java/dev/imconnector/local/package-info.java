/**
 * What the connector uses outside AWS: objects as files, and an OAuth client named in the environment. Implements the
 * ports of {@code run} and {@code oauth}; loads no class of the AWS SDK.
 */
package dev.imconnector.local;
