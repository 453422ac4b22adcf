package org.postmeister;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.postmeister.secret.Secret;
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
    check(classes().that().areAssignableTo(Repository.class).should().bePackagePrivate());
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
