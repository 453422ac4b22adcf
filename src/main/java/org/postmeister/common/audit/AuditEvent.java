package org.postmeister.common.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;

/**
 * Something that belongs in the audit trail. Published where it happens; recorded in the same
 * transaction, with who, when and from where.
 *
 * @param subject what was acted on, as users call it
 * @param tenant the tenant concerned, null for the system
 * @param changes what is different now; of secrets only that they changed
 */
public record AuditEvent(
    AuditAction action, String subject, @Nullable TenantName tenant, List<Change> changes) {

  /** The subject of what concerns the whole system. */
  public static final String SYSTEM = "system";

  /** Stands for a secret. */
  public static final String HIDDEN = "***";

  /**
   * One field.
   *
   * @param field as the HTTP API names it
   * @param before null if there was nothing
   * @param after null if there is nothing
   */
  public record Change(String field, @Nullable String before, @Nullable String after) {}

  public AuditEvent {
    changes = List.copyOf(changes);
  }

  /** An event of the system. */
  public static AuditEvent of(AuditAction action, String subject, List<Change> changes) {
    return new AuditEvent(action, subject, null, changes);
  }

  /** An event of one tenant. */
  public static AuditEvent of(AuditAction action, TenantName tenant, List<Change> changes) {
    return new AuditEvent(action, tenant.value(), tenant, changes);
  }

  /** The fields of an object, in order, as texts. */
  public static final class Fields {

    private final SequencedMap<String, @Nullable String> values = new LinkedHashMap<>();

    /** Adds a field; its text is the value's {@code toString}. */
    public Fields with(String name, @Nullable Object value) {
      values.put(name, value == null ? null : value.toString());
      return this;
    }

    /**
     * What is different in the other; fields that only one of them has count as empty in the other.
     */
    public List<Change> changesTo(Fields after) {
      SequencedMap<String, @Nullable String> all = new LinkedHashMap<>(values);
      all.putAll(after.values);
      List<Change> changes = new ArrayList<>();
      for (Map.Entry<String, @Nullable String> entry : all.entrySet()) {
        String name = entry.getKey();
        if (!Objects.equals(values.get(name), after.values.get(name))) {
          changes.add(new Change(name, values.get(name), after.values.get(name)));
        }
      }
      return changes;
    }
  }
}
