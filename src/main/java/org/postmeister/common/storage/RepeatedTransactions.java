package org.postmeister.common.storage;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Repeats whole transactions ({@link DatabaseRepetition}), from outside the outermost: around
 * methods with {@code @Transactional}, and in templates.
 */
final class RepeatedTransactions {

  private RepeatedTransactions() {}

  // Within a transaction, only the outermost can be repeated: it is undone as a whole.
  private static boolean begins(@Nullable TransactionDefinition definition) {
    return definition != null
        && (!TransactionSynchronizationManager.isActualTransactionActive()
            || definition.getPropagationBehavior()
                == TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Around Spring's own interceptor for {@code @Transactional}. */
  static final class Methods implements MethodInterceptor {

    private final Supplier<DatabaseRepetition> repetition;
    private final TransactionAttributeSource attributes;

    Methods(Supplier<DatabaseRepetition> repetition, TransactionAttributeSource attributes) {
      this.repetition = repetition;
      this.attributes = attributes;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      Object target = invocation.getThis();
      boolean begins =
          begins(
              attributes.getTransactionAttribute(
                  invocation.getMethod(), target == null ? null : AopUtils.getTargetClass(target)));
      // An invocation goes through the interceptors once.
      return begins && invocation instanceof ProxyMethodInvocation repeatable
          ? repetition
              .get()
              .<@Nullable Object>ofTransaction(() -> repeatable.invocableClone().proceed())
          : invocation.proceed();
    }
  }

  /** For transactions that are not methods. */
  static final class Template extends TransactionTemplate {

    private final transient DatabaseRepetition repetition;

    Template(PlatformTransactionManager manager, DatabaseRepetition repetition) {
      super(manager);
      this.repetition = repetition;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
      if (!begins(this)) {
        return super.execute(action);
      }
      try {
        return repetition.ofTransaction(() -> super.execute(action));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("A transaction throws no checked exceptions", e);
      }
    }
  }
}
