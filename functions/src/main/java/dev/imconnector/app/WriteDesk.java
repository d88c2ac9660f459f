package dev.imconnector.app;

import dev.imconnector.im.write.ImWriter;
import dev.imconnector.manage.AuditTrail;
import dev.imconnector.manage.PipelineStart;
import dev.imconnector.push.inline.InlineCredits;

/** What one request of the HTTP API needs to write. For that request. */
public record WriteDesk(InlineCredits credits, ImWriter rows, PipelineStart pipelines, AuditTrail audit) {}
