/** The tenant's wire form: rows, references in each of their shapes, answers and errors. */
package dev.imconnector.sandbox.tenant.view;
