/**
 * The dialect of public teaching material (base path {@code /successfactors/im}). No tenant is known to speak it; it is
 * the default.
 */
package dev.imconnector.im.dialect.course;
