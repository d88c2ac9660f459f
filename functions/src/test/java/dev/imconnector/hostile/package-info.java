/**
 * What nobody should send, in tables: each row a clear error or a right run, in bounded time and memory. The rows are in
 * the folder of the same name among the resources, one table for each surface.
 */
package dev.imconnector.hostile;
