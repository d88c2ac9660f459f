/** Benchmarks (JMH), built by the Maven profile {@code bench} only. */
package dev.imconnector.cli.bench;
