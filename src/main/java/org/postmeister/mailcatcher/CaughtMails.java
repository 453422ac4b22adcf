package org.postmeister.mailcatcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The mails caught most recently; in memory only, lost on restart. */
@Component
@ConditionalOnProperty(MailCatcher.PORT)
public class CaughtMails {

  private static final int MOST = 100;

  private final Deque<CaughtMail> mails = new ArrayDeque<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long count;

  /** Newest first. */
  @RequiresSystemAdmin
  public List<CaughtMail> list() {
    synchronized (mails) {
      return List.copyOf(mails);
    }
  }

  @RequiresSystemAdmin
  public void clear() {
    synchronized (mails) {
      mails.clear();
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * Calls the listener after every change, on the thread that made it.
   *
   * @return unregisters the listener
   */
  public Runnable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void add(LongFunction<CaughtMail> mail) {
    synchronized (mails) {
      mails.addFirst(mail.apply(++count));
      if (mails.size() > MOST) {
        mails.removeLast();
      }
    }
    listeners.forEach(Runnable::run);
  }
}
