package org.postmeister.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A collector of traces (OTLP over HTTP), which reads what it is sent as its protocol has it. */
public final class FakeCollector extends FakeHttpsService {

  private static final int ERROR = 2;

  public FakeCollector() {
    super(TestAuthority.valid());
  }

  /** Where spans are sent to. */
  public String endpoint() {
    return url() + "/v1/traces";
  }

  /**
   * A span.
   *
   * @param parent empty if it has none
   * @param attributes numbers as text
   * @param error its status says, empty if it was none
   */
  public record Collected(
      String trace,
      String id,
      String parent,
      String name,
      long begin,
      long end,
      Map<String, String> attributes,
      boolean failed,
      String error) {

    public String of(String attribute) {
      return attributes.getOrDefault("postmeister." + attribute, "");
    }

    /** As a header says it. */
    public String traceparent() {
      return "00-" + trace + "-" + id + "-01";
    }
  }

  /** All that has come. */
  public List<Collected> spans() {
    return asked().stream()
        .filter(request -> request.path().equals("/v1/traces"))
        .flatMap(request -> messages(read(request.body()), 1))
        .flatMap(ofResource -> messages(ofResource, 2))
        .flatMap(ofScope -> messages(ofScope, 2))
        .map(FakeCollector::span)
        .toList();
  }

  public List<Collected> spans(String name) {
    return spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  @Override
  protected Answer serve(Asked request) {
    return Answer.empty(200);
  }

  private static Collected span(UnknownFieldSet span) {
    UnknownFieldSet status =
        messages(span, 15).findFirst().orElse(UnknownFieldSet.getDefaultInstance());
    Map<String, String> attributes = new TreeMap<>();
    messages(span, 9)
        .forEach(
            pair -> messages(pair, 2).forEach(value -> attributes.put(text(pair, 1), text(value))));
    return new Collected(
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        text(span, 5),
        span.getField(7).getFixed64List().getFirst(),
        span.getField(8).getFixed64List().getFirst(),
        attributes,
        status.getField(3).getVarintList().contains((long) ERROR),
        text(status, 2));
  }

  private static String text(UnknownFieldSet value) {
    return value.hasField(1)
        ? text(value, 1)
        : value.getField(3).getVarintList().getFirst().toString();
  }

  private static Stream<UnknownFieldSet> messages(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> read(bytes.toByteArray()));
  }

  private static String text(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .findFirst()
        .orElse("");
  }

  private static String hex(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
        .findFirst()
        .orElse("");
  }

  private static UnknownFieldSet read(byte[] bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("Not what OTLP says", e);
    }
  }
}
