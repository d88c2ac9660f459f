/**
 * Tests against real services of AWS's kind ({@code mvn verify -Pstack}): a real account with
 * {@code STACK_TESTS_ACCOUNT=true} (the contracts of the ports alone), else what is at {@code AWS_ENDPOINT_URL}, else LocalStack in Docker, else LocalStack as a process. With none of them they are skipped, in CI they fail.
 */
package dev.imconnector.cli.stack;
