package org.postmeister.testing;

import io.swagger.v3.core.util.Yaml31;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The codes of problems that programs are told about: api-codes.yaml. */
public final class ProblemCodes {

  private ProblemCodes() {}

  /** What a code means, and what a program should do. */
  public record Code(int status, String meaning, String action) {}

  /** By code, ordered by status. */
  public static Map<String, Code> all() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ProblemCodes.class.getResourceAsStream("/api-codes.yaml"))) {
      Map<String, Code> codes = new LinkedHashMap<>();
      Yaml31.mapper()
          .readTree(file)
          .properties()
          .forEach(entry ->
              codes.put(
                  entry.getKey(),
                  new Code(
                      entry.getValue().get("status").intValue(),
                      entry.getValue().get("meaning").textValue(),
                      entry.getValue().get("action").textValue())));
      return codes;
    }
  }
}
