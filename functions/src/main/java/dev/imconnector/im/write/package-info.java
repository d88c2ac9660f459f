/** Writes to IM, in whatever dialect it speaks, until what became of each credit is known. */
package dev.imconnector.im.write;
