/** Every notification a client may send. It carries no parameters. */
export const clientNotifications = {
	initialized: { experimental: false },
} as const;

export type ClientNotificationMethod = keyof typeof clientNotifications;
