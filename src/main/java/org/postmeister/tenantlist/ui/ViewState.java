package org.postmeister.tenantlist.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.tenantlist.TenantColumn;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantSort;

/** The parameters of the list's URL: columns, order, filter. Invalid ones are ignored. */
record ViewState(Set<TenantColumn> columns, TenantSort sort, TenantFilter filter) {

  static ViewState of(Location location) {
    Map<String, String> parameters = new LinkedHashMap<>();
    location
        .getQueryParameters()
        .getParameters()
        .forEach((name, values) -> parameters.put(name, values.getFirst()));
    TenantFilter filter = filter(parameters);
    return new ViewState(
        columns(parameters.get("columns"), filter), sort(parameters.get("sort")), filter);
  }

  QueryParameters toQueryParameters() {
    Map<String, String> parameters = new LinkedHashMap<>(filter.toParameters());
    if (!sort.equals(TenantSort.BY_NAME)) {
      parameters.put("sort", sort.toString());
    }
    if (!columns.equals(usual(filter))) {
      parameters.put(
          "columns", columns.stream().map(TenantColumn::key).collect(Collectors.joining(",")));
    }
    return QueryParameters.simple(parameters);
  }

  // Also those that are filtered by: whoever looks for something wants to see it.
  private static Set<TenantColumn> usual(TenantFilter filter) {
    Set<TenantColumn> usual = EnumSet.copyOf(TenantColumn.USUAL);
    usual.addAll(filtered(filter));
    return usual;
  }

  /** The columns that a filter is about. */
  static Set<TenantColumn> filtered(TenantFilter filter) {
    return filter.toParameters().keySet().stream()
        .map(TenantColumn::of)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static Set<TenantColumn> columns(@Nullable String text, TenantFilter filter) {
    Collection<TenantColumn> named =
        text == null
            ? Set.of()
            : Arrays.stream(text.split(",", -1))
                .map(TenantColumn::of)
                .flatMap(Optional::stream)
                .toList();
    if (named.isEmpty()) {
      return usual(filter);
    }
    Set<TenantColumn> columns = EnumSet.copyOf(named);
    // Without it, nobody could tell which tenant a row belongs to.
    columns.add(TenantColumn.NAME);
    return columns;
  }

  private static TenantSort sort(@Nullable String text) {
    try {
      return text == null ? TenantSort.BY_NAME : TenantSort.of(text);
    } catch (InvalidValueException e) {
      return TenantSort.BY_NAME;
    }
  }

  private static TenantFilter filter(Map<String, String> parameters) {
    try {
      return TenantFilter.of(parameters);
    } catch (InvalidValueException e) {
      return TenantFilter.ALL;
    }
  }
}
