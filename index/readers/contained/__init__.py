"""Foreign files are taken apart in a child process that can do little else, so that none of them can harm this one."""
