/**
 * HTTP as the connector speaks it, whoever it speaks to: one exchange with its limits, a proxy, retries and their waits,
 * {@code Retry-After}, the rate limit and what is measured of the requests. Knows neither tokens nor IM.
 */
package dev.imconnector.http;
