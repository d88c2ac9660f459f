/** A sandbox that runs for one test, plain HTTP to it, and its clock. */
package dev.imconnector.sandbox.testkit;
