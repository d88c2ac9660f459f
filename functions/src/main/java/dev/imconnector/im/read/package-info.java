/** Reads from IM, in whatever dialect it speaks. Nothing here can write. */
package dev.imconnector.im.read;
