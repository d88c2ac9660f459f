/** What is peculiar to how one IM or another is spoken to, behind one interface, and the words that it is said in. */
package dev.imconnector.im.dialect;
