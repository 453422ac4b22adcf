package org.postmeister.common.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;
import org.springframework.transaction.support.TransactionTemplate;

/** Where what the database has undone is repeated: in the only ways in which it is used. */
@Configuration(proxyBeanMethods = false)
class RepetitionConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static BeanFactoryTransactionAttributeSourceAdvisor repeatedTransactions(
      ObjectProvider<DatabaseRepetition> repetition) {
    AnnotationTransactionAttributeSource attributes = new AnnotationTransactionAttributeSource();
    BeanFactoryTransactionAttributeSourceAdvisor advisor =
        new BeanFactoryTransactionAttributeSourceAdvisor();
    advisor.setTransactionAttributeSource(attributes);
    advisor.setAdvice(new RepeatedTransactions.Methods(repetition::getObject, attributes));
    // Just outside the transaction, and inside of what says who may call.
    advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
    return advisor;
  }

  @Bean
  DatabaseRepetition databaseRepetition(
      @Qualifier("statementPool") HikariDataSource statements,
      @Qualifier("transactionPool") HikariDataSource transactions) {
    return new DatabaseRepetition(List.of(statements, transactions));
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    UndoneTransactions manager = new UndoneTransactions(dataSource);
    // Within a read-only transaction, each write would be a separate transaction.
    manager.setValidateExistingTransaction(true);
    return manager;
  }

  @Bean
  TransactionTemplate transactionTemplate(
      PlatformTransactionManager manager, DatabaseRepetition repetition) {
    return new RepeatedTransactions.Template(manager, repetition);
  }

  /** For what has to be committed when it returns, whatever its caller is in the middle of. */
  @Bean(defaultCandidate = false)
  @Qualifier("separateTransactions")
  TransactionTemplate separateTransactions(
      PlatformTransactionManager manager, DatabaseRepetition repetition) {
    TransactionTemplate template = new RepeatedTransactions.Template(manager, repetition);
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return template;
  }

  /** For a library that executes single statements by itself, such as db-scheduler. */
  @Bean(defaultCandidate = false)
  @Qualifier("repeatedConnections")
  DataSource repeatedConnections(DataSource dataSource, DatabaseRepetition repetition) {
    return new RepeatedConnections(dataSource, repetition);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource, DatabaseRepetition repetition) {
    return new RepeatedStatements(dataSource, repetition);
  }
}
