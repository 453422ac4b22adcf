package org.postmeister.security;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/** Lets {@link TestUsers} do what their role may. */
@TestConfiguration(proxyBeanMethods = false)
@Import(TestUsers.Rights.class)
public class TestUsersConfiguration {}
