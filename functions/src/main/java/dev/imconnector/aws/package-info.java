/**
 * What the connector uses in AWS: S3 as a store, Secrets Manager for an OAuth client's credentials, Systems Manager for
 * settings. Implements the ports of {@code run}, {@code oauth} and {@code settings}; nothing else uses the AWS SDK.
 */
package dev.imconnector.aws;
