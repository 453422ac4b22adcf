package org.postmeister;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postmeister.secret.Secret;
import org.postmeister.security.SignedInUser;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** What Spring Modulith cannot say. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.postmeister");

  @Test
  void repositoriesAreHiddenInTheirModule() {
    check(
        classes()
            .that()
            .areAssignableTo(Repository.class)
            .or()
            .areAnnotatedWith(org.springframework.stereotype.Repository.class)
            .should(
                new ArchCondition<JavaClass>("only be used in their module") {
                  @Override
                  public void check(JavaClass repository, ConditionEvents events) {
                    repository.getDirectDependenciesToSelf().stream()
                        .filter(use -> !moduleOf(use.getOriginClass()).equals(moduleOf(repository)))
                        .forEach(use ->
                            events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                  }
                }));
  }

  /** Whoever could make one could be anybody. */
  @Test
  void onlySecuritySaysWhoIsSignedIn() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.postmeister.security..")
            .should()
            .callConstructorWhere(target(owner(type(SignedInUser.class)))));
  }

  private static String moduleOf(JavaClass type) {
    return type.getPackageName().split("\\.")[2];
  }

  /** A module's own packages stand above each other too; docs/modules.md draws how. */
  @Test
  void noPackagesNeedEachOther() {
    SlicesRuleDefinition.slices()
        .matching("org.postmeister.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** More than that is not taken in at a glance. */
  @Test
  void noPackageHasMoreThanTwentyFiveTypes() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isLessThan(26));
  }

  @Test
  void controllersAreHiddenAndLiveInRest() {
    check(
        classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .resideInAPackage("..rest"));
  }

  @Test
  void everyServiceSaysWhoMayCallIt() {
    check(classes().that().areAnnotatedWith(Service.class).should(new DeclareAuthorization()));
  }

  @Test
  void viewsAndControllersOpenNoTransactions() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("..ui", "..rest")
            .should()
            .beAnnotatedWith(Transactional.class));
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("..ui", "..rest")
            .should()
            .beAnnotatedWith(Transactional.class));
  }

  @Test
  void timeComesFromTheClock() {
    check(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Configuration")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .callMethod(Clock.class, "systemUTC"));
  }

  @Test
  void secretsAreRevealedOnlyWhereTheyAreEncryptedOrSent() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.postmeister.secret", "org.postmeister.transport..")
            .should()
            .callMethod(Secret.class, "reveal"));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
