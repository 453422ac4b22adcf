package org.postmeister.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postmeister.PostmeisterApplication;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.security.TestUsersConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test with the whole application in one context, which all such tests share, and a database that
 * is as after the first start. It runs on H2 and on each version of MariaDB.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("database")
@SpringBootTest(
    classes = PostmeisterApplication.class,
    properties = {
      "postmeister.admin.password=" + TestAccounts.ADMIN_PASSWORD,
      "postmeister.mailcatcher.port=0",
      "postmeister.smtp.connect-timeout=2s",
      "postmeister.smtp.test-timeout=1s",
      "postmeister.smtp.answer-timeout=1s",
      "postmeister.smtp.data-timeout=1s",
      "postmeister.smtp.block-timeout=1s",
      "postmeister.smtp.message-timeout=3s",
      "postmeister.test-mail.timeout=20s",
      // Tests deliver themselves, when they want to.
      "db-scheduler.enabled=false",
      // A part of the loopback network that tenants may use, with the ports that servers of tests
      // get.
      "postmeister.egress.allow=127.77.0.0/16",
      "postmeister.egress.ports=25,465,587,2525,20000-65535"
    })
@AutoConfigureMockMvc
@ContextConfiguration(
    initializers = {TestDatabase.class, TestDns.class, TestMicrosoft.class, TestSubmission.class})
@Import({
  TestClock.class,
  TestWaitingMail.class,
  TestDeliveries.class,
  TestUsersConfiguration.class,
  RoundTrips.class,
  DescribedExchanges.class
})
@ExtendWith({ResetDatabase.class, DescribedExchanges.Counting.class})
public @interface PostmeisterTest {}
