/**
 * The fakes that all tests share: a clock that is set, a sleep that is recorded, a server on a real socket that answers
 * by script, credentials by script. Nothing here sleeps.
 */
package dev.imconnector.testkit;
