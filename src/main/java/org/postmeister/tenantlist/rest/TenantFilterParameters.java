package org.postmeister.tenantlist.rest;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.tenantlist.TenantFilter;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** The filters of the list, as {@link TenantFilter} has them, in the description of the API. */
@Component
class TenantFilterParameters implements GlobalOperationCustomizer {

  private static final String TEXT = "text";

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (method.getBeanType() == TenantListController.class) {
      for (RecordComponent filter : TenantFilter.class.getRecordComponents()) {
        String name = filter.getName();
        String parameter = name.equals(TEXT) ? "query" : name;
        // As JSON and as CSV, it is one operation to the description.
        if (has(operation, parameter)) {
          continue;
        }
        operation.addParametersItem(
            new QueryParameter()
                .name(parameter)
                .description(
                    name.equals(TEXT)
                        ? "In name, display name, host or sender of the own server, or support"
                            + " address"
                        : null)
                .schema(schema(filter.getType())));
      }
    }
    return operation;
  }

  private static boolean has(Operation operation, String parameter) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(p -> parameter.equals(p.getName()));
  }

  private static Schema<?> schema(Class<?> type) {
    if (type == Boolean.class) {
      return new BooleanSchema();
    }
    StringSchema text = new StringSchema();
    if (type.isEnum()) {
      text.setEnum(Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
      return text;
    }
    return text.maxLength(RequestLimits.SEARCHED_LENGTH);
  }
}
