package org.postmeister;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.security.access.prepost.PreAuthorize;

/** Each public method has an authorization rule, its own or its class's. */
class DeclareAuthorization extends ArchCondition<JavaClass> {

  DeclareAuthorization() {
    super("say for each public method who may call it");
  }

  @Override
  public void check(JavaClass service, ConditionEvents events) {
    if (service.isMetaAnnotatedWith(PreAuthorize.class)) {
      return;
    }
    for (JavaMethod method : service.getMethods()) {
      if (method.getModifiers().contains(JavaModifier.PUBLIC)
          && !method.isMetaAnnotatedWith(PreAuthorize.class)) {
        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " says nothing"));
      }
    }
  }
}
