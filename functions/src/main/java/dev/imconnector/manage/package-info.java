/** What people do on demand, between the nights: look whether the connection works, for a start. */
package dev.imconnector.manage;
