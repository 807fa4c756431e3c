/* Loaded before the C library (LD_PRELOAD): counts what a process does to files below one folder, and at a chosen
 * step kills the process, fails, or from there on finds no room. Whoever writes (Python, SQLite, FAISS, Tantivy)
 * goes through here. With a log, each step is written down with its bytes, so that a power loss can be modeled.
 *
 * Counted are: a file or folder made, emptied, removed or renamed; bytes written; a file's size set; a flush.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum action { COUNT, KILL, TEAR, FAIL_ONCE, FULL };

static char root[PATH_MAX];
static size_t root_length;
static long steps, chosen_step;
static enum action action;
static int failure, log_handle = -1, armed;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

void faults_arm(const char *folder, int what, long at, int error, const char *log) {
    snprintf(root, sizeof root, "%s/", folder);
    root_length = strlen(root);
    action = (enum action)what;
    chosen_step = at;
    failure = error;
    steps = 0;
    log_handle = *log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    armed = 1;
}

long faults_disarm(void) {
    armed = 0;
    return steps;
}

static void emit(const void *bytes, size_t length) {
    const char *next = bytes;
    while (log_handle >= 0 && length) {
        ssize_t done = syscall(SYS_write, log_handle, next, length);
        if (done <= 0) return;
        next += done;
        length -= (size_t)done;
    }
}

/* One line a step: what, offset, number of bytes that follow the line, path, and for a renaming the other. */
static void note(const char *what, off_t offset, size_t length, const char *path, const char *other) {
    char line[3 * PATH_MAX];
    if (log_handle < 0) return;
    int size = snprintf(line, sizeof line, "%s\t%ld\t%zu\t%s\t%s\n", what, (long)offset,
                        length, path, other);
    emit(line, (size_t)size);
}

/* Put a text of the caller's into the log. */
void faults_mark(const char *text) {
    pthread_mutex_lock(&turn);
    note("mark", 0, strlen(text), "", "");
    if (armed) emit(text, strlen(text));
    pthread_mutex_unlock(&turn);
}

static int below(const char *path) { return armed && !strncmp(path, root, root_length); }

/* The path of an open file. */
static int where(int handle, char *path) {
    char link[64];
    if (!armed || handle == log_handle) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return 1;
}

static int path_of(int handle, char *path) { return where(handle, path) && below(path); }

/* The path of a name in an open folder; the tests name every other path from the root. */
static int path_at(int folder, const char *name, char *path) {
    char above[PATH_MAX];
    if (!armed || !name) return 0;
    if (*name == '/') return snprintf(path, PATH_MAX, "%s", name) < PATH_MAX && below(path);
    if (folder == AT_FDCWD || !where(folder, above)) return 0;
    return snprintf(path, PATH_MAX, "%s/%s", above, name) < PATH_MAX && below(path);
}

/* Count a step. Returns 1 where it must fail, with errno set. `grows`: whether it takes room on the disk. */
static int step(int grows) {
    steps++;
    if (action == KILL && steps == chosen_step) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) pause();
    }
    if ((action == FAIL_ONCE && steps == chosen_step) || (action == FULL && steps >= chosen_step && grows)) {
        errno = failure;
        return 1;
    }
    return 0;
}

static int tears(void) { return action == TEAR && steps == chosen_step; }


#define LOCKED pthread_mutex_lock(&turn)
#define UNLOCKED do { int kept = errno; pthread_mutex_unlock(&turn); errno = kept; } while (0)

static off_t size_of(int handle) {
    struct stat status;
    return fstat(handle, &status) ? 0 : status.st_size;
}

static const char *inode_of(const char *path) {
    static char text[32];
    struct stat status;
    snprintf(text, sizeof text, "%lu", stat(path, &status) ? 0ul : (unsigned long)status.st_ino);
    return text;
}

/* Opening counts where it makes or empties a file. */
static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat before;
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !path_at(folder, name, path))
        return (int)syscall(SYS_openat, folder, name, flags, mode);
    LOCKED;
    int there = !stat(path, &before);
    int makes = !there && (flags & O_CREAT), empties = there && (flags & O_TRUNC) && before.st_size > 0;
    int handle = -1;
    if (!(makes || empties) || !step(makes)) {
        handle = (int)syscall(SYS_openat, folder, name, flags, mode);
        if (handle >= 0 && makes) note("make", 0, 0, path, inode_of(path));
        if (handle >= 0 && empties) note("resize", 0, 0, path, "");
    }
    UNLOCKED;
    return handle;
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* Write at an offset, or where the file stands for -1. */
static ssize_t written(int handle, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    int counted = path_of(handle, path);
    if (!counted)
        return offset < 0 ? syscall(SYS_write, handle, bytes, length) : syscall(SYS_pwrite64, handle, bytes, length, offset);
    LOCKED;
    ssize_t done = -1;
    if (!step(1)) {
        off_t at = offset >= 0 ? offset
                   : (fcntl(handle, F_GETFL) & O_APPEND) ? size_of(handle) : lseek(handle, 0, SEEK_CUR);
        if (tears()) length /= 2;
        done = offset < 0 ? syscall(SYS_write, handle, bytes, length) : syscall(SYS_pwrite64, handle, bytes, length, offset);
        if (done > 0) {
            note("write", at, (size_t)done, path, "");
            emit(bytes, (size_t)done);
        }
        if (tears()) syscall(SYS_kill, getpid(), SIGKILL);
    }
    UNLOCKED;
    return done;
}

ssize_t write(int handle, const void *bytes, size_t length) { return written(handle, bytes, length, -1); }
ssize_t pwrite(int handle, const void *bytes, size_t length, off_t offset) { return written(handle, bytes, length, offset); }
ssize_t pwrite64(int handle, const void *bytes, size_t length, off_t offset) { return written(handle, bytes, length, offset); }

ssize_t writev(int handle, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (!path_of(handle, path)) return syscall(SYS_writev, handle, parts, count);
    ssize_t total = 0; /* one step a part: a kill may come between */
    for (int part = 0; part < count; part++) {
        if (!parts[part].iov_len) continue;
        ssize_t done = written(handle, parts[part].iov_base, parts[part].iov_len, -1);
        if (done < 0) return total ? total : done;
        total += done;
        if ((size_t)done < parts[part].iov_len) break;
    }
    return total;
}

static int resized(int handle, off_t size) {
    char path[PATH_MAX];
    if (!path_of(handle, path)) return (int)syscall(SYS_ftruncate, handle, size);
    LOCKED;
    int done = -1;
    if (!step(size > size_of(handle)) && !(done = (int)syscall(SYS_ftruncate, handle, size)))
        note("resize", size, 0, path, "");
    UNLOCKED;
    return done;
}

int ftruncate(int handle, off_t size) { return resized(handle, size); }
int ftruncate64(int handle, off_t size) { return resized(handle, size); }

static int allocated(int handle, int mode, off_t offset, off_t length) {
    char path[PATH_MAX];
    if (!path_of(handle, path)) return (int)syscall(SYS_fallocate, handle, mode, offset, length);
    LOCKED;
    int done = -1;
    if (!step(1) && !(done = (int)syscall(SYS_fallocate, handle, mode, offset, length)))
        note("resize", size_of(handle), 0, path, "");
    UNLOCKED;
    return done;
}

int fallocate(int handle, int mode, off_t offset, off_t length) { return allocated(handle, mode, offset, length); }
int fallocate64(int handle, int mode, off_t offset, off_t length) { return allocated(handle, mode, offset, length); }
int posix_fallocate(int handle, off_t offset, off_t length) { return allocated(handle, 0, offset, length) ? errno : 0; }
int posix_fallocate64(int handle, off_t offset, off_t length) { return allocated(handle, 0, offset, length) ? errno : 0; }

/* With all that is sure from now on: a file's bytes, or the names in a folder with their inodes. */
static void note_flushed(int handle, const char *path) {
    struct stat status;
    char inode[32];
    if (log_handle < 0 || fstat(handle, &status)) return;
    snprintf(inode, sizeof inode, "%lu", (unsigned long)status.st_ino);
    char *held = NULL;
    size_t length = 0;
    if (S_ISDIR(status.st_mode)) {
        FILE *text = open_memstream(&held, &length);
        DIR *folder = opendir(path);
        for (struct dirent *entry; folder && (entry = readdir(folder));)
            fprintf(text, "%lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
        if (folder) closedir(folder);
        fclose(text);
    } else if ((held = malloc((size_t)status.st_size + 1))) {
        int again = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
        ssize_t done = again < 0 ? 0 : syscall(SYS_read, again, held, (size_t)status.st_size);
        if (again >= 0) close(again);
        length = done > 0 ? (size_t)done : 0;
    }
    note("flush", S_ISDIR(status.st_mode), length, path, inode);
    emit(held, length);
    free(held);
}

static int flushed(int handle, long call) {
    char path[PATH_MAX];
    int counted = where(handle, path) && (below(path) || (!strncmp(path, root, strlen(path)) && strlen(path) + 1 == root_length));
    if (!counted) return (int)syscall(call, handle);
    LOCKED;
    int done = -1;
    if (!step(0) && !(done = (int)syscall(call, handle))) note_flushed(handle, path);
    UNLOCKED;
    return done;
}

int fsync(int handle) { return flushed(handle, SYS_fsync); }
int fdatasync(int handle) { return flushed(handle, SYS_fdatasync); }

static int moved(int folder, const char *from, int other, const char *to, unsigned flags) {
    char path[PATH_MAX], target[PATH_MAX];
    int counted = path_at(folder, from, path) && path_at(other, to, target);
    if (!counted) return (int)syscall(SYS_renameat2, folder, from, other, to, flags);
    LOCKED;
    int done = -1;
    if (!step(0) && !(done = (int)syscall(SYS_renameat2, folder, from, other, to, flags)))
        note("rename", 0, 0, path, target);
    UNLOCKED;
    return done;
}

int rename(const char *from, const char *to) { return moved(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int folder, const char *from, int other, const char *to) { return moved(folder, from, other, to, 0); }
int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) {
    return moved(folder, from, other, to, flags);
}

static int linked(int folder, const char *from, int other, const char *to, int flags) {
    char path[PATH_MAX], target[PATH_MAX];
    int counted = path_at(folder, from, path) && path_at(other, to, target);
    if (!counted) return (int)syscall(SYS_linkat, folder, from, other, to, flags);
    LOCKED;
    int done = -1;
    if (!step(1) && !(done = (int)syscall(SYS_linkat, folder, from, other, to, flags)))
        note("link", 0, 0, path, target);
    UNLOCKED;
    return done;
}

int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int folder, const char *from, int other, const char *to, int flags) {
    return linked(folder, from, other, to, flags);
}

static int removed(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    if (!path_at(folder, name, path)) return (int)syscall(SYS_unlinkat, folder, name, flags);
    LOCKED;
    int done = -1;
    if (!step(0) && !(done = (int)syscall(SYS_unlinkat, folder, name, flags)))
        note("remove", 0, 0, path, "");
    UNLOCKED;
    return done;
}

int unlink(const char *name) { return removed(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return removed(folder, name, flags); }
int rmdir(const char *name) { return removed(AT_FDCWD, name, AT_REMOVEDIR); }

static int made(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    struct stat before;
    if (!path_at(folder, name, path)) return (int)syscall(SYS_mkdirat, folder, name, mode);
    LOCKED;
    int done = -1;
    if (!stat(path, &before)) {
        done = (int)syscall(SYS_mkdirat, folder, name, mode); /* it is there: nothing is made */
    } else if (!step(1) && !(done = (int)syscall(SYS_mkdirat, folder, name, mode))) {
        note("folder", 0, 0, path, inode_of(path));
    }
    UNLOCKED;
    return done;
}

int mkdir(const char *name, mode_t mode) { return made(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return made(folder, name, mode); }
