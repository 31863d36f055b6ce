#!/bin/bash
# Runs a command on a machine of its own: systemd, booted in namespaces over a throw-away copy of this machine's files.
#   systemd-box.sh FOLDER COMMAND... [--reboot COMMAND...]
# FOLDER is there as /mnt. After --reboot the machine, with its files, is booted again for another command. The exit code is the first that
# is not 0. DOTNET_ROOT is passed on.
# Where such a machine is not possible it says why and exits with 77. Nothing outlives it but an empty folder's name.
set -euo pipefail

cannot() { echo "No systemd box here: $1"; exit 77; }

if [ "${1:-}" != --inside ]; then
    [ "$(uname -s)" = Linux ] || cannot "this is not Linux."
    [ "$(id -u)" = 0 ] || cannot "it needs root."
    for program in unshare nsenter /lib/systemd/systemd systemctl; do
        command -v "$program" >/dev/null || cannot "$program is missing."
    done
    cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    [ -n "$cgroups" ] || cannot "there is no cgroup v2 file system."
    box=$(mktemp -d /tmp/systemd-box.XXXXXX)
    cgroup=$cgroups/$(basename "$box")
    mkdir "$cgroup" 2>/dev/null || { rmdir "$box"; cannot "control groups cannot be made."; }
    trap 'find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true; rmdir "$box"' EXIT
    code=0
    # All mounts are in a name space of their own and end with it.
    unshare --mount --propagation private bash "$0" --inside "$box" "$cgroup" "$@" || code=$?
    exit $code
fi

box=$2 cgroup=$3 folder=$4
shift 4

run_booted() { # boots the machine, runs the command, turns the machine off
    mkdir "$cgroup/$((++boot))"
    (
        echo "$BASHPID" > "$cgroup/$boot/cgroup.procs"
        exec setsid unshare --mount --pid --fork --kill-child --uts --ipc --cgroup --propagation private \
            bash "$0" --inside "$box" "$cgroup" "$folder" --boot
    ) > "$box/console.log" 2>&1 &
    outer=$!
    leader=
    for _ in $(seq 200); do
        leader=$(pgrep -P $outer -f '^/lib/systemd/systemd --system' || true)
        [ -z "$leader" ] || break
        sleep 0.05
    done
    [ -n "$leader" ] || { cat "$box/console.log"; cannot "systemd did not boot."; }
    enter=(nsenter --target "$leader" --all env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
        ${DOTNET_ROOT:+"DOTNET_ROOT=$DOTNET_ROOT"} XLINK_SYSTEMD_BOX=1)
    for _ in $(seq 600); do
        case $("${enter[@]}" systemctl is-system-running 2>/dev/null < /dev/null || true) in running | degraded) break ;; esac
        sleep 0.05
    done
    code=0
    "${enter[@]}" "$@" || code=$?
    "${enter[@]}" systemctl poweroff --force >/dev/null 2>&1 < /dev/null || true
    for _ in $(seq 200); do kill -0 $outer 2>/dev/null || break; sleep 0.05; done
    kill -9 $outer 2>/dev/null || true
    wait $outer 2>/dev/null || true
    [ $code = 0 ] || exit $code
}

if [ "$1" != --boot ]; then
    mount -t tmpfs -o mode=755 box "$box"
    mkdir "$box/upper" "$box/work" "$box/root"
    mount -t overlay -o "lowerdir=/,upperdir=$box/upper,workdir=$box/work" overlay "$box/root" 2>/dev/null || cannot "overlay file systems cannot be mounted."
    rm -rf "$box"/root/etc/systemd/system/*.wants
    : > "$box/root/etc/fstab"
    boot=0
    command=()
    for word in "$@" --reboot; do
        if [ "$word" != --reboot ]; then
            command+=("$word")
        else
            run_booted "${command[@]}"
            command=()
        fi
    done
    exit 0
fi

# The first process of the box: gives it its file systems and becomes systemd.
root=$box/root
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount --bind "$folder" "$root/mnt"
cd "$root"
mkdir run/old
pivot_root . run/old
cd /
umount --lazy /run/old
exec env -i container=box PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=multi-user.target < /dev/null
