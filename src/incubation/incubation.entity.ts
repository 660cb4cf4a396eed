import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { day, nullable, text } from '../platform/database/columns.js';
import { type CentreLevel } from './centre.rules.js';

/** An incubation centre of the city, a county or a township. (domain.md 5.1) */
@Entity('centre')
export class Centre {
  @PrimaryColumn({ ...text(20), primaryKeyConstraintName: 'pk_centre' })
  code: string;

  @Column({ ...text(80), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(160), name: 'name_en' })
  nameEn: string;

  @Column(text(10))
  level: CentreLevel;

  @Column({ ...nullable(text(20)), name: 'parent_code' })
  parentCode: string | null;

  @Column(text(100))
  operator: string;

  @Column({ type: 'integer' })
  seats: number;

  @Column({ type: 'integer', name: 'area_m2' })
  areaM2: number;

  @Column(text(500))
  services: string;

  @Column(text(200))
  opening: string;

  @Column({ ...day, name: 'opened_on' })
  openedOn: string;

  @Column({ type: 'integer' })
  version: number;
}

/** Where a centre is, from a day on; its location is its own, whatever happens to the township. (R-DIV-04) */
@Entity('centre_location')
export class CentreLocation {
  @PrimaryColumn({ ...text(20), name: 'centre_code', primaryKeyConstraintName: 'pk_centre_location' })
  centreCode: string;

  @PrimaryColumn({ ...day, name: 'from_on', primaryKeyConstraintName: 'pk_centre_location' })
  fromOn: string;

  @ManyToOne(() => Centre)
  @JoinColumn({ name: 'centre_code', foreignKeyConstraintName: 'fk_centre_location_centre' })
  centre: Relation<Centre>;

  @Column({ ...text(12), name: 'division_code' })
  divisionCode: string;

  @Column(text(200))
  address: string;
}
