package org.postmeister.common.config;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * What {@link LogRedaction} does to lines of text, done to each text of a log that is written as
 * JSON ({@code logging.structured.format}): message, stack trace, context.
 */
public class StructuredLogRedaction implements StructuredLoggingJsonMembersCustomizer<Object> {

  @Override
  public void customize(Members<Object> members) {
    members.applyingValueProcessor(
        ValueProcessor.of(String.class, text -> text == null ? null : LogRedaction.redacted(text)));
  }
}
