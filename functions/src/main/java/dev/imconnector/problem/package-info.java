/**
 * What every part of the connector says when something is wrong: a code for machines, and three sentences' worth of
 * help for people (what was wrong and where, how to fix it). Depends on nothing.
 */
package dev.imconnector.problem;
