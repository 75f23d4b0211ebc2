#!/bin/busybox sh
# The first process of a guest. Its parameters come as environment variables, because the kernel hands over every word
# name=value of its command line that it does not know itself: lifetime in seconds, devices=1 to run udev.
/bin/busybox mkdir /b
/bin/busybox --install -s /b
export PATH=/b
mount -t proc p /proc
mount -t sysfs s /sys
mount -t devtmpfs d /dev
while read -r module; do insmod "/m/$module" || echo "insmod $module failed" >/dev/console; done </m/order
ln -s /proc/self/fd /dev/fd
ln -s fd/0 /dev/stdin
ln -s fd/1 /dev/stdout
ln -s fd/2 /dev/stderr
ip link set lo up
ip link set eth0 up
ip addr add 10.0.2.15/24 dev eth0

# The computer's own files, read-only, and over them a layer in memory that takes what is written. The share shows what
# is mounted on that computer too, so each of its virtual file systems is covered by one of the guest's own.
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=512000,cache=loose hostroot /low
mount -t tmpfs t /rw
mkdir /rw/u /rw/w
mount -t overlay -o lowerdir=/low,upperdir=/rw/u,workdir=/rw/w o /root
for d in proc sys dev; do mount -o bind /$d /root/$d; done
mkdir -p /dev/pts /dev/shm
mount -t devpts p /root/dev/pts
mount -t tmpfs t /root/dev/shm
mount -t tmpfs t /root/run
mount -t tmpfs t /root/mnt
J=/root/mnt/job
mkdir $J
mount -t 9p -o trans=virtio,version=9p2000.L,rw,msize=512000 job $J
if [ -e $J/kept ]; then
  IFS= read -r kept <$J/kept
  mount -t 9p -o trans=virtio,version=9p2000.L,rw,msize=512000 kept "/root$kept"
fi

# Nobody may be left to end it.
{ sleep "$lifetime"; poweroff -f; } &

# udevadm does nothing in a chroot, for fear of being in a container. This is the whole computer.
export SYSTEMD_IGNORE_CHROOT=1
if [ "$devices" = 1 ]; then
  # It is not told of what is there already: drivers for this machine's other parts would only take time.
  chroot /root /lib/systemd/systemd-udevd --daemon
fi

done_as() { echo "$2" >"$1.part"; mv "$1.part" "$1"; }

# The ports of the guest's own controller that hold device $1, as words "port:name".
holding() {
  while read -r hub p state speed device socket local; do
    [ "$device" = "$1" ] && echo "$p:$local"
  done </sys/devices/platform/vhci_hcd.0/status
}

# attach returns before the kernel has looked at the device: that is over when each of its interfaces has a folder.
# Two servers may give their devices the same number, so only a port counts that did not hold it before.
plug() {
  before=" $(echo $(holding "$3")) "
  chroot /root /usr/sbin/usbip --tcp-port "$1" attach -r 10.0.2.2 -b "$2" || return 1
  i=0
  while [ $i -lt 1000 ]; do
    for word in $(holding "$3"); do
      case "$before" in *" $word "*) continue ;; esac
      is_looked_at "/sys/bus/usb/devices/${word#*:}" || continue
      [ "$devices" = 1 ] && chroot /root /bin/udevadm settle
      return 0
    done
    i=$((i + 1))
    usleep 10000
  done
  echo "attached, but never enumerated"
  return 1
}

is_looked_at() {
  [ -e "$1/bNumInterfaces" ] || return 1
  read -r said <"$1/bNumInterfaces"
  interfaces=0
  for d in "$1":*; do [ -e "$d" ] && interfaces=$((interfaces + 1)); done
  [ "$interfaces" = "$said" ]
}

plugger() {
  n=0
  while :; do
    if [ -e $J/plug-$n ]; then
      read -r door id number <$J/plug-$n
      plug "$door" "$id" "$number" >$J/plug-$n.said 2>&1
      done_as $J/plug-$n.end $?
      n=$((n + 1))
    else
      usleep 20000
    fi
  done
}

plugger &
done_as $J/up 0
n=0
while :; do
  if [ -e $J/job-$n ]; then
    read -r limit <$J/job-$n.limit
    env -i SYSTEMD_IGNORE_CHROOT=1 /b/timeout -k 5 "$limit" /b/chroot /root /bin/sh /mnt/job/job-$n >$J/job-$n.out 2>$J/job-$n.err </dev/null
    done_as $J/job-$n.end $?
    n=$((n + 1))
  else
    usleep 10000
  fi
done
