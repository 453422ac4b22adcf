package org.postmeister.notice;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A task shared by all nodes: one of them runs it. */
@Configuration(proxyBeanMethods = false)
class NoticeTasks {

  @Bean
  Task<Void> noticeTask(
      NoticeWatch watch, @Value("${postmeister.notice.interval:15s}") Duration interval) {
    return Tasks.recurring("notices", FixedDelay.of(interval))
        .execute((instance, context) -> watch.look());
  }
}
