package org.postmeister.common.rest;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class DeprecationsTest {

  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new Controller()).addInterceptors(new Deprecations()).build();

  @RestController
  static class Controller {

    @Deprecated(since = "2027-01-31")
    @GetMapping("/old")
    String old() {
      return "old";
    }

    @GetMapping("/new")
    String current() {
      return "new";
    }
  }

  @Test
  void anOperationThatIsDeprecatedSaysSinceWhen() throws Exception {
    // Midnight UTC, in seconds of the epoch (RFC 9745, section 2.1).
    mvc.perform(get("/old")).andExpect(header().string("Deprecation", "@1801353600"));
  }

  @Test
  void othersSayNothing() throws Exception {
    mvc.perform(get("/new")).andExpect(header().doesNotExist("Deprecation"));
  }
}
