package org.postmeister.common.rest.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Set;
import org.postmeister.common.rest.PageJson;

/** A page is called after what is on it: AccountPage. */
final class PageNames extends TypeNameResolver {

  @Override
  protected String nameForGenericType(JavaType type, Set<Options> options) {
    return type.getRawClass() == PageJson.class
        ? nameForType(type.containedType(0), options) + "Page"
        : super.nameForGenericType(type, options);
  }
}
