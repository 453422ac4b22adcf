package org.postmeister.delivery.rest;

import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.UnknownFieldException;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.outbox.OutboxWriter;
import org.postmeister.mailserver.MailOwner;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads many messages one after the other as they arrive, so that never more than one of them is in
 * memory as JSON. One that is wrong does not affect the others, as long as the JSON is well-formed.
 */
@Component
class MessageBatchReader {

  /** How many may be submitted at once. */
  static final int MOST = 500;

  private static final String MESSAGES = "messages";
  private static final String KEY = "idempotencyKey";
  // All of a batch; no message needs more than a request with one may have.
  private static final long TOKENS = 300_000;

  private final JsonFactory factory;
  private final ObjectReader trees;
  private final ObjectReader elements;
  private final DeliveryProperties properties;
  private final Clock clock;

  MessageBatchReader(JsonMapper json, DeliveryProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    JsonFactory usual = json.tokenStreamFactory();
    this.factory =
        usual
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                usual.streamReadConstraints().rebuild().maxTokenCount(TOKENS).build())
            .build();
    // What follows an element are the others.
    this.trees =
        json.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.elements = json.readerFor(NewMessageJson.class);
  }

  /** One of the messages; either it can be submitted, or something is wrong with it. */
  record Element(
      OutboxWriter.@Nullable Submission submission, @Nullable RuntimeException refusal) {}

  /**
   * All messages of a request, in its order.
   *
   * @throws JacksonException if it is not well-formed or does not contain a list of messages
   * @throws org.postmeister.common.error.ValidationFailedException if there are too many
   */
  List<Element> read(InputStream in, MailOwner owner) {
    List<Element> read = null;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
      require(parser, parser.nextToken(), JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (!name.equals(MESSAGES)) {
          throw new UnknownFieldException(name);
        }
        require(parser, parser.nextToken(), JsonToken.START_ARRAY);
        read = elements(parser, owner);
      }
      require(parser, parser.nextToken(), null);
    }
    FieldReader fields = new FieldReader();
    if (read == null || read.isEmpty()) {
      fields.refuse(MESSAGES, "required");
    }
    fields.finish();
    return FieldReader.checked(read);
  }

  private static void require(
      JsonParser parser, @Nullable JsonToken actual, @Nullable JsonToken expected) {
    if (actual != expected) {
      throw new StreamReadException(parser, "Something else was expected here");
    }
  }

  private List<Element> elements(JsonParser parser, MailOwner owner) {
    List<Element> read = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (read.size() == MOST) {
        FieldReader fields = new FieldReader();
        fields.refuse(MESSAGES, "too_many_items", Integer.toString(MOST));
        fields.finish();
      }
      JsonNode tree = trees.readValue(parser);
      try {
        read.add(new Element(element(tree, owner), null));
      } catch (JacksonException | BrokenRuleException e) {
        read.add(new Element(null, e));
      }
    }
    return read;
  }

  private OutboxWriter.Submission element(JsonNode tree, MailOwner owner) {
    FieldReader fields = new FieldReader();
    JsonNode rawKey = tree instanceof ObjectNode object ? object.remove(KEY) : null;
    IdempotencyKey key = null;
    if (rawKey != null && !rawKey.isNull() && !rawKey.isString()) {
      fields.refuse(KEY, "not_a_text");
    } else if (rawKey != null && rawKey.isString()) {
      key = fields.read(KEY, rawKey.stringValue(), IdempotencyKey::new);
    }
    fields.finish();
    NewMessageJson json = elements.readValue(tree);
    if (json == null) {
      fields.refuse(MESSAGES, "required");
      fields.finish();
    }
    return new OutboxWriter.Submission(
        FieldReader.checked(json).read(owner, properties.maxRecipients(), clock.instant()), key);
  }
}
