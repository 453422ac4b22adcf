package org.postmeister.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.security.TenantNames;
import org.springframework.stereotype.Component;

/** Tells the security module which tenants there are. */
@Component
class TenantDirectory implements TenantNames {

  private final TenantRows rows;

  TenantDirectory(TenantRows rows) {
    this.rows = rows;
  }

  @Override
  public Map<TenantName, TenantId> idsOf(Collection<TenantName> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, TenantId> byKey =
        rows.findByNameKeyIn(names.stream().map(TenantName::key).distinct().toList()).stream()
            .collect(Collectors.toMap(TenantRow::nameKey, row -> new TenantId(row.id())));
    return names.stream()
        .filter(name -> byKey.containsKey(name.key()))
        .distinct()
        .collect(Collectors.toMap(name -> name, name -> byKey.get(name.key())));
  }

  @Override
  public Map<TenantId, TenantName> namesOf(Collection<TenantId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<TenantRow> found = rows.findAllById(ids.stream().map(TenantId::value).toList());
    return found.stream()
        .collect(
            Collectors.toMap(row -> new TenantId(row.id()), row -> TenantName.stored(row.name())));
  }
}
