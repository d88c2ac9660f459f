/**
 * HTTP as API Gateway hands it to a function (REST API, proxy integration): events into requests, results and problems
 * into answers of one shape, and which request goes where. Knows no use case.
 */
package dev.imconnector.lambda.http;
