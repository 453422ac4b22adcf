package org.postmeister.notice;

import org.springframework.context.ApplicationContext;

/** Lets tests of other packages look when they want to. */
public final class LookForNotices {

  private LookForNotices() {}

  public static void in(ApplicationContext context) {
    context.getBean(NoticeWatch.class).look();
  }
}
